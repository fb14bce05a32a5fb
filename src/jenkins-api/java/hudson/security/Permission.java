package hudson.security;
public final class Permission {
    public static final Permission FULL_CONTROL = new Permission(null, "FullControl", null);
    public static final Permission READ = new Permission(null, "GenericRead", FULL_CONTROL);
    public static final Permission CONFIGURE = new Permission(null, "GenericConfigure", FULL_CONTROL);
    public final String name;
    public final Permission impliedBy;
    public Permission(PermissionGroup group, String name, Permission impliedBy) {
        this.name = name;
        this.impliedBy = impliedBy;
    }
}
