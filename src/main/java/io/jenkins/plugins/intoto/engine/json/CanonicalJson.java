package io.jenkins.plugins.intoto.engine.json;

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
}
