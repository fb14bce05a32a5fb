package io.jenkins.plugins.intoto.engine.json;

import com.fasterxml.jackson.core.JsonToken;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as plain immutable values: {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code Long},
 * {@code BigInteger} (beyond 64 bits), {@code BigDecimal} (any number with a fraction or an exponent), {@code Boolean} and
 * {@code null}. Reading is strict: well-formed UTF-8, one value, no duplicate member names, no unpaired surrogates.
 */
public final class Json {
    private Json() {}

    /**
     * Decodes bytes in a string as readers have to: base64 in the standard or the URL-safe alphabet, padded or not (DSSE 1,
     * and the JSON mapping of protocol buffers).
     *
     * @param text the string
     * @throws IllegalArgumentException if it is not base64
     */
    public static byte[] base64(String text) {
        boolean isStandard = text.indexOf('-') < 0 && text.indexOf('_') < 0;
        return Base64.getDecoder()
                .decode(isStandard ? text : text.replace('-', '+').replace('_', '/'));
    }

    /**
     * Reads one JSON value.
     *
     * @param text UTF-8 text
     * @param source the name of the text for error messages
     * @param limits how much is accepted
     * @return the value; maps keep the order of the text
     * @throws MalformedJsonException if the text is not strict JSON or exceeds a limit
     */
    public static Object parse(byte[] text, String source, JsonLimits limits) throws MalformedJsonException {
        try (var json = JsonSource.strict(text, source, limits)) {
            var value = value(json, json.next());
            json.expectEnd();
            return value;
        }
    }

    /**
     * Reads one JSON object.
     *
     * @param text UTF-8 text
     * @param source the name of the text for error messages
     * @param limits how much is accepted
     * @return a typed view of the object
     * @throws MalformedJsonException if the text is not strict JSON, exceeds a limit, or is not an object
     */
    public static JsonObject parseObject(byte[] text, String source, JsonLimits limits) throws MalformedJsonException {
        return JsonObject.of(parse(text, source, limits), source);
    }

    /**
     * Reads a value from its canonical form, as {@link CanonicalJson} returns it; it may hold
     * {@link JsonLimits#DEFAULT_VALUES}.
     *
     * @param canonical canonical JSON
     * @param source the name of the text for error messages
     * @return the value
     * @throws MalformedJsonException if the text is not canonical JSON, or has too many values
     */
    public static Object parseCanonical(byte[] canonical, String source) throws MalformedJsonException {
        try (var json = JsonSource.canonical(canonical, source)) {
            var value = value(json, json.next());
            json.expectEnd();
            return value;
        }
    }

    static Object value(JsonSource json, JsonToken token) throws MalformedJsonException {
        if (token == null) {
            throw json.malformed("is empty, a JSON value was expected");
        }
        json.hold();
        return switch (token) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> json.text();
            case VALUE_NUMBER_INT -> integer(json.text());
            case VALUE_NUMBER_FLOAT -> decimal(json);
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw json.malformed("has an unexpected " + token);
        };
    }

    private static Map<String, Object> object(JsonSource json) throws MalformedJsonException {
        var members = new LinkedHashMap<String, Object>();
        for (var token = json.next(); token != JsonToken.END_OBJECT; token = json.next()) {
            var name = json.text();
            int before = members.size();
            members.put(name, value(json, json.next()));
            if (members.size() == before) {
                throw json.malformed("is named twice in one object");
            }
        }
        return members.isEmpty() ? Collections.emptyMap() : Collections.unmodifiableMap(members);
    }

    private static List<Object> array(JsonSource json) throws MalformedJsonException {
        var elements = new ArrayList<Object>();
        for (var token = json.next(); token != JsonToken.END_ARRAY; token = json.next()) {
            elements.add(value(json, token));
        }
        return elements.isEmpty() ? Collections.emptyList() : Collections.unmodifiableList(elements);
    }

    private static Object integer(String digits) {
        if (digits.length() < 19) {
            return Long.valueOf(digits);
        }
        var number = new BigInteger(digits);
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private static BigDecimal decimal(JsonSource json) throws MalformedJsonException {
        var digits = json.text();
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw json.malformed("is a number beyond what can be held");
        }
    }

    /**
     * Writes a value as readable JSON: members sorted, one a line, indented by one space a level, only ASCII characters.
     *
     * @param value a plain value as this class reads them
     * @return the text, without a final line end
     */
    public static byte[] pretty(Object value) {
        return JsonWriter.toBytes(JsonWriter.Style.PRETTY, value);
    }

    /**
     * Writes a value as JSON on one line: members sorted, no white space, only ASCII characters.
     *
     * @param value a plain value as this class reads them
     * @return the text
     */
    public static byte[] compact(Object value) {
        return JsonWriter.toBytes(JsonWriter.Style.COMPACT, value);
    }
}
