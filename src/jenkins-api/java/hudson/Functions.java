package hudson;
import edu.umd.cs.findbugs.annotations.CheckForNull;
public class Functions {
    public static java.util.Locale getCurrentLocale() {
        return java.util.Locale.getDefault();
    }
    @CheckForNull public static String getUserTimeZone() {
        return null;
    }
    public static boolean isArtifactsPermissionEnabled() {
        return Boolean.getBoolean("hudson.security.ArtifactsPermission");
    }
}
