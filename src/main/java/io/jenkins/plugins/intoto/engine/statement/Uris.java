package io.jenkins.plugins.intoto.engine.statement;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * URIs as types and names of resources (Attestation Framework 1, field types, {@code TypeURI} and {@code ResourceURI};
 * RFC 3986): compared as text once their scheme and authority are in lower case.
 */
public final class Uris {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(//[^/?#]*)?");

    private Uris() {}

    /** Whether a text begins with a scheme, has something behind it, and holds no space and no character beyond ASCII. */
    public static boolean isAbsolute(String text) {
        var scheme = SCHEME.matcher(text);
        return scheme.lookingAt()
                && text.length() > scheme.end(1) + 1
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>' && c != '\\');
    }

    /** The text with its scheme and authority in lower case; as it is if it has no scheme. */
    public static String normalised(String text) {
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.lookingAt()) {
            return text;
        }
        return text.substring(0, scheme.end()).toLowerCase(Locale.ROOT) + text.substring(scheme.end());
    }
}
