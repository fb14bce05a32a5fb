package io.jenkins.plugins.intoto.engine.json;

import com.fasterxml.jackson.core.JsonToken;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Writes the canonical form of a token stream. Members are written as they come; an object whose members were out of order
 * is put in order when it ends, by moving the members' bytes.
 */
final class Canonicaliser {
    private final JsonSource json;
    private final int capacity;
    private byte[] out;
    private int size;

    /**
     * @param json where the tokens come from
     * @param capacity how many bytes the canonical form may have; it never exceeds the JSON text
     */
    Canonicaliser(JsonSource json, int capacity) {
        this.json = json;
        this.capacity = Math.max(capacity, 16);
        this.out = new byte[Math.min(this.capacity, 8192)];
    }

    byte[] toByteArray() {
        return size == out.length ? out : Arrays.copyOf(out, size);
    }

    /** Appends the value that begins with the given token. */
    Canonicaliser value(JsonToken token) throws MalformedJsonException {
        if (token == null) {
            throw json.malformed("is empty, a JSON value was expected");
        }
        switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> put(CanonicalTokens.quoted(json.text()));
            case VALUE_NUMBER_INT -> ascii(integer(json.text()));
            case VALUE_TRUE -> ascii("true");
            case VALUE_FALSE -> ascii("false");
            case VALUE_NULL -> ascii("null");
            case VALUE_NUMBER_FLOAT ->
                throw json.malformed("is a number with a fraction or an exponent, which signed metadata cannot hold");
            default -> throw json.malformed("has an unexpected " + token);
        }
        return this;
    }

    private static String integer(String digits) {
        return digits.equals("-0") ? "0" : digits.length() < 19 ? digits : new BigInteger(digits).toString();
    }

    private void array() throws MalformedJsonException {
        put('[');
        boolean first = true;
        for (var token = json.next(); token != JsonToken.END_ARRAY; token = json.next()) {
            if (!first) {
                put(',');
            }
            first = false;
            value(token);
        }
        put(']');
    }

    private void object() throws MalformedJsonException {
        put('{');
        int[] starts = new int[8];
        int count = 0;
        boolean inOrder = true;
        for (var token = json.next(); token != JsonToken.END_OBJECT; token = json.next()) {
            if (count > 0) {
                put(',');
            }
            if (count + 1 == starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 2);
            }
            starts[count] = size;
            put(CanonicalTokens.quoted(json.text()));
            if (count > 0) {
                int order = compareNames(starts[count - 1], size, starts[count]);
                if (order == 0) {
                    throw json.malformed("is named twice in one object");
                }
                inOrder &= order < 0;
            }
            count++;
            put(':');
            value(json.next());
        }
        if (!inOrder) {
            starts[count] = size + 1;
            reorder(starts, count);
        }
        put('}');
    }

    private void reorder(int[] starts, int count) throws MalformedJsonException {
        int base = starts[0];
        var order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Comparator<Integer> byName = (a, b) -> compareNames(starts[a], size, starts[b]);
        Arrays.sort(order, byName);
        byte[] sorted = new byte[size - base];
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                if (byName.compare(order[i - 1], order[i]) == 0) {
                    throw json.malformed("has two members of one name");
                }
                sorted[at++] = ',';
            }
            int start = starts[order[i]];
            int length = starts[order[i] + 1] - 1 - start;
            System.arraycopy(out, start, sorted, at, length);
            at += length;
        }
        System.arraycopy(sorted, 0, out, base, at);
    }

    /** Compares two quoted names in {@link #out} by code point, which is the order of their unescaped UTF-8 bytes. */
    private int compareNames(int a, int end, int b) {
        int i = a + 1;
        int j = b + 1;
        while (i < end && j < end) {
            boolean endOfA = out[i] == '"';
            boolean endOfB = out[j] == '"';
            if (endOfA || endOfB) {
                return Boolean.compare(endOfB, endOfA);
            }
            i = out[i] == '\\' ? i + 1 : i;
            j = out[j] == '\\' ? j + 1 : j;
            int order = Byte.compareUnsigned(out[i++], out[j++]);
            if (order != 0) {
                return order;
            }
        }
        throw new IllegalStateException("a name without its closing quote");
    }

    private void ascii(String text) throws MalformedJsonException {
        put(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void put(byte[] octets) throws MalformedJsonException {
        reserve(octets.length);
        System.arraycopy(octets, 0, out, size, octets.length);
        size += octets.length;
    }

    private void put(int b) throws MalformedJsonException {
        reserve(1);
        out[size++] = (byte) b;
    }

    private void reserve(int length) throws MalformedJsonException {
        if (length > out.length - size) {
            if (size + (long) length > capacity) {
                throw json.malformed("is larger than the " + capacity + " bytes that can be held");
            }
            out = Arrays.copyOf(out, (int) Math.min(capacity, Math.max(size + (long) length, out.length * 2L)));
        }
    }
}
