package hudson.security;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
public final class Permission {
    public static final Permission FULL_CONTROL = new Permission(null, "FullControl", null);
    public static final Permission READ = new Permission(null, "GenericRead", FULL_CONTROL);
    public static final Permission CONFIGURE = new Permission(null, "GenericConfigure", FULL_CONTROL);
    @NonNull public final String name;
    @CheckForNull public final Permission impliedBy;
    public Permission(@NonNull PermissionGroup group, @NonNull String name, @CheckForNull Permission impliedBy) {
        this.name = name;
        this.impliedBy = impliedBy;
    }
}
