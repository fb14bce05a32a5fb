package hudson;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;
import java.util.stream.Stream;
public class Util {
    @NonNull public static String fixNull(@CheckForNull String text) { return text == null ? "" : text; }
    @CheckForNull public static String fixEmpty(@CheckForNull String text) { return fixNull(text).isEmpty() ? null : text; }
    @CheckForNull public static String fixEmptyAndTrim(@CheckForNull String text) { return fixEmpty(fixNull(text).trim()); }
    @NonNull public static String[] tokenize(@NonNull String text) {
        StringTokenizer tokens = new StringTokenizer(text);
        return Stream.generate(tokens::nextToken).limit(tokens.countTokens()).toArray(String[]::new);
    }
    @NonNull public static String rawEncode(@NonNull String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
