package io.jenkins.plugins.intoto.engine.json;

import java.nio.charset.StandardCharsets;

/**
 * Canonical JSON as in-toto signs it (in-toto specification 1.0, section 4.1, after the OLPC form): members sorted by code
 * point, no white space, strings in UTF-8 with only {@code "} and {@code \} escaped, integers only.
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /**
     * The canonical form of a plain value.
     *
     * @param value a value as {@link Json} reads them
     * @return canonical JSON
     * @throws IllegalArgumentException if the value holds a number with a fraction or is not a plain value
     */
    public static byte[] of(Object value) {
        return JsonWriter.toBytes(JsonWriter.Style.CANONICAL, value);
    }

    /**
     * Brings untrusted text into canonical form in one pass, without building a tree: memory beyond the result grows with
     * the widest object only.
     *
     * @param text UTF-8 JSON text
     * @param source the name of the text for error messages
     * @param limits how much is accepted
     * @return canonical JSON of the whole text
     * @throws MalformedJsonException if the text is not strict JSON (see {@link Json}), exceeds a limit, or holds a number
     *     with a fraction or an exponent, which has no canonical form
     */
    public static byte[] canonicalise(byte[] text, String source, JsonLimits limits) throws MalformedJsonException {
        try (var json = JsonSource.strict(text, source, limits)) {
            var canonical = new Canonicaliser(json, text.length).value(json.next());
            json.expectEnd();
            return canonical.toByteArray();
        }
    }

    /**
     * A string as canonical JSON: UTF-8 in quotes, with only {@code "} and {@code \} escaped.
     *
     * @throws IllegalArgumentException if it holds half a surrogate pair, which UTF-8 cannot express
     */
    static byte[] quoted(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int length = utf8.length + 2;
        boolean isReplaced = false;
        for (byte octet : utf8) {
            if (octet == '"' || octet == '\\') {
                length++;
            }
            isReplaced |= octet == '?';
        }
        // the encoder puts a question mark in the place of what it cannot encode
        if (isReplaced && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("a string holds an unpaired surrogate");
        }
        var quoted = new byte[length];
        int at = 0;
        quoted[at++] = '"';
        for (byte octet : utf8) {
            if (octet == '"' || octet == '\\') {
                quoted[at++] = '\\';
            }
            quoted[at++] = octet;
        }
        quoted[at] = '"';
        return quoted;
    }
}
