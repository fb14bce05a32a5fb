package jenkins.util;
public class SystemProperties {
    private SystemProperties() {}
    public static Long getLong(String name, Long otherwise) { return Long.getLong(name, otherwise); }
}
