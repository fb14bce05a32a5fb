package io.jenkins.plugins.intoto.attestation;

import hudson.AbortException;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.Choice;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/** A predicate that a script writes as a map of plain values. */
public final class InlinePredicate {
    private static final String PREDICATE = "predicate";
    private static final String JSON = "predicateJson";

    /** Stands before the sentence that takes the place of a predicate which is none. */
    private static final String NONE = "no predicate: ";

    private InlinePredicate() {}

    /**
     * The arguments of a step, with a map for {@code predicate} turned into JSON. What is wrong with it is said when the step
     * runs, since an exception here is shown to people with its whole stack trace.
     *
     * @param arguments the arguments as a script gives them
     */
    public static Map<String, Object> asJson(Map<String, Object> arguments) {
        if (!(arguments.get(PREDICATE) instanceof Map<?, ?> map)) {
            return arguments;
        }
        var converted = new TreeMap<>(arguments);
        converted.put(PREDICATE, Choice.word(PredicateKind.OTHER));
        converted.put(JSON, arguments.containsKey(JSON) ? NONE + Messages.InlinePredicate_Both() : json(map));
        return converted;
    }

    private static String json(Map<?, ?> map) {
        try {
            return new String(Json.compact(plain(map)), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            return NONE + e.getMessage();
        }
    }

    /**
     * Says what is wrong with a predicate that a script gave as a map.
     *
     * @param json what became of it; null if there was none
     * @throws AbortException with the sentence
     */
    static void check(String json) throws AbortException {
        if (json != null && json.startsWith(NONE)) {
            throw Console.abort(DisplayText.of(json.substring(NONE.length())));
        }
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
