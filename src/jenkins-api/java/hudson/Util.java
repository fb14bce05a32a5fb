package hudson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;
import java.util.stream.Stream;
public class Util {
    public static String fixNull(String text) { return text == null ? "" : text; }
    public static String fixEmpty(String text) { return fixNull(text).isEmpty() ? null : text; }
    public static String fixEmptyAndTrim(String text) { return fixEmpty(fixNull(text).trim()); }
    public static String[] tokenize(String text) {
        StringTokenizer tokens = new StringTokenizer(text);
        return Stream.generate(tokens::nextToken).limit(tokens.countTokens()).toArray(String[]::new);
    }
    public static String rawEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
