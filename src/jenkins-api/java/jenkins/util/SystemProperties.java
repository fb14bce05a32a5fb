package jenkins.util;
import edu.umd.cs.findbugs.annotations.CheckForNull;
public class SystemProperties {
    private SystemProperties() {}
    public static String getString(String name, @CheckForNull String otherwise) { return System.getProperty(name, otherwise); }
    public static Long getLong(String name, Long otherwise) { return Long.getLong(name, otherwise); }
}
