package io.jenkins.plugins.intoto.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.Secret;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * How a PKCS#11 token is found and opened.
 *
 * @param library the path of its library
 * @param label its own label; empty if any will do
 * @param slot the number of its slot; empty if any will do
 * @param pin its PIN; null if it has none
 */
record TokenAccess(
        String library,
        String label,
        String slot,
        @CheckForNull Secret pin) {
    /** The token's URI (RFC 7512), without the PIN. */
    String uri() {
        return "pkcs11:" + attribute("token", label) + attribute("slot-id", slot) + "?module-path=" + encoded(library);
    }

    private static String attribute(String name, String value) {
        return value.isEmpty() ? "" : name + "=" + encoded(value) + ";";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    PassphraseSource pins() {
        return source ->
                Optional.ofNullable(pin).map(secret -> secret.getPlainText().toCharArray());
    }

    /** Whether this is the same token with another PIN. */
    boolean hasOtherPinThan(TokenAccess other) {
        return library.equals(other.library)
                && label.equals(other.label)
                && slot.equals(other.slot)
                && !Objects.equals(pin, other.pin);
    }

    /** Without the PIN. */
    @Override
    public String toString() {
        return uri();
    }
}
