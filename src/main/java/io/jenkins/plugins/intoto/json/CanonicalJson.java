package io.jenkins.plugins.intoto.json;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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
     * @throws IllegalArgumentException if the value holds a number with a fraction or is no plain value
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
     * Brings the members of an untrusted object into canonical form, each on its own.
     *
     * @param text UTF-8 JSON text of one object
     * @param source the name of the text for error messages
     * @param limits how much is accepted
     * @return the members' names with their values as canonical JSON, in the order of the text
     * @throws MalformedJsonException as {@link #canonicalise} does, or if the text is no object or has too many members
     */
    public static Map<String, byte[]> members(byte[] text, String source, JsonLimits limits)
            throws MalformedJsonException {
        try (var json = JsonSource.strict(text, source, limits)) {
            if (json.next() != JsonToken.START_OBJECT) {
                throw json.malformed("must be a JSON object");
            }
            var members = new LinkedHashMap<String, byte[]>();
            for (var token = json.next(); token != JsonToken.END_OBJECT; token = json.next()) {
                var name = json.text();
                if (members.containsKey(name)) {
                    throw json.malformed("is named twice in one object");
                }
                json.hold();
                members.put(
                        name,
                        new Canonicaliser(json, text.length).value(json.next()).toByteArray());
            }
            json.expectEnd();
            return Collections.unmodifiableMap(members);
        }
    }
}
