package hudson;
public class Util {
    public static String fixNull(String text) { return text == null ? "" : text; }
    public static String fixEmpty(String text) { return fixNull(text).isEmpty() ? null : text; }
    public static String fixEmptyAndTrim(String text) { return fixEmpty(fixNull(text).trim()); }
}
