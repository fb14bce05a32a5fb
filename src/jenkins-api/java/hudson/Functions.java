package hudson;
public class Functions {
    public static java.util.Locale getCurrentLocale() {
        return java.util.Locale.getDefault();
    }
    public static boolean isArtifactsPermissionEnabled() {
        return Boolean.getBoolean("hudson.security.ArtifactsPermission");
    }
}
