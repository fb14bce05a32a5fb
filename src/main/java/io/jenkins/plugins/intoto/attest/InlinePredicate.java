package io.jenkins.plugins.intoto.attest;

import io.jenkins.plugins.intoto.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/** A predicate that a script writes as a map of plain values. */
public final class InlinePredicate {
    private static final String PREDICATE = "predicate";

    private InlinePredicate() {}

    /**
     * The arguments of a step, with a map for {@code predicate} turned into JSON.
     *
     * @param arguments the arguments as a script gives them
     * @throws IllegalArgumentException if the map holds a value that JSON has no form for
     */
    public static Map<String, Object> asJson(Map<String, Object> arguments) {
        if (!(arguments.get(PREDICATE) instanceof Map<?, ?> map)) {
            return arguments;
        }
        var converted = new TreeMap<>(arguments);
        converted.put(PREDICATE, PredicateKind.OTHER.word());
        converted.put("predicateJson", new String(Json.compact(plain(map)), StandardCharsets.US_ASCII));
        return converted;
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            var members = new TreeMap<String, Object>();
            map.forEach((name, member) -> members.put(String.valueOf(name), plain(member)));
            return members;
        }
        if (value instanceof Iterable<?> items) {
            var list = new ArrayList<Object>();
            items.forEach(item -> list.add(plain(item)));
            return list;
        }
        if (value == null
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof BigInteger
                || value instanceof BigDecimal) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            return BigDecimal.valueOf(((Number) value).doubleValue());
        }
        if (value instanceof CharSequence) {
            return value.toString();
        }
        throw new IllegalArgumentException("a predicate is made of maps, lists, texts, numbers and booleans, not of "
                + value.getClass().getName());
    }
}
