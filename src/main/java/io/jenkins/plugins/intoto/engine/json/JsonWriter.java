package io.jenkins.plugins.intoto.engine.json;

import io.jenkins.plugins.intoto.engine.text.CodePointOrder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes JSON as a stream of tokens, so that a document need not fit in memory. The caller writes the members of an object
 * in code point order, which {@link Style#CANONICAL} requires and the others keep for the sake of comparable files; plain
 * values are sorted here. Not safe for use by several threads.
 */
public final class JsonWriter {
    /** How the text looks. */
    public enum Style {
        /** OLPC canonical JSON, the bytes that signatures cover: see {@link CanonicalJson}. */
        CANONICAL,
        /** One line, no white space, only ASCII characters. */
        COMPACT,
        /** One member a line, indented by one space a level, only ASCII characters. */
        PRETTY
    }

    private static final int BUFFER = 8192;
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final Style style;
    private final byte[] buffer = new byte[BUFFER];
    private int used;
    private int depth;
    /** Whether nothing was written yet into the innermost object or array. */
    private boolean first = true;
    /** Whether the last thing written was a name, whose value comes next. */
    private boolean named;

    /**
     * @param out receives the text; neither flushed nor closed except by {@link #flush()}
     * @param style how the text looks
     */
    public JsonWriter(OutputStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    static byte[] toBytes(Style style, Object value) {
        var out = new ByteArrayOutputStream();
        try {
            new JsonWriter(out, style).value(value).flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return out.toByteArray();
    }

    /** Begins an object. */
    public JsonWriter beginObject() throws IOException {
        return begin('{');
    }

    /** Ends the innermost object. */
    public JsonWriter endObject() throws IOException {
        return end('}');
    }

    /** Begins an array. */
    public JsonWriter beginArray() throws IOException {
        return begin('[');
    }

    /** Ends the innermost array. */
    public JsonWriter endArray() throws IOException {
        return end(']');
    }

    private JsonWriter begin(char bracket) throws IOException {
        separate();
        put(bracket);
        depth++;
        first = true;
        return this;
    }

    private JsonWriter end(char bracket) throws IOException {
        depth--;
        if (!first) {
            beginLine();
        }
        put(bracket);
        first = false;
        return this;
    }

    /** Writes the name of the next member. */
    public JsonWriter name(String name) throws IOException {
        separate();
        quote(name);
        return named();
    }

    /**
     * Writes the name of the next member.
     *
     * @param utf8 its characters, as well-formed UTF-8 from the start of this array
     * @param length how many bytes they are
     */
    public JsonWriter name(byte[] utf8, int length) throws IOException {
        separate();
        if (isPlain(utf8, length)) {
            quotePlain(utf8, length);
        } else {
            quote(new String(utf8, 0, length, StandardCharsets.UTF_8));
        }
        return named();
    }

    private JsonWriter named() throws IOException {
        put(':');
        if (style == Style.PRETTY) {
            put(' ');
        }
        named = true;
        return this;
    }

    /**
     * Writes bytes as a string of their hexadecimal digits, in lower case.
     *
     * @param from the first byte
     * @param to behind the last byte
     */
    public JsonWriter hex(byte[] bytes, int from, int to) throws IOException {
        separate();
        put('"');
        for (int i = from; i < to; i++) {
            put(DIGITS[bytes[i] >> 4 & 15]);
            put(DIGITS[bytes[i] & 15]);
        }
        put('"');
        return this;
    }

    /**
     * Writes a plain value: a string, integer, boolean, null, list or map as {@link Json} reads them.
     *
     * @throws IllegalArgumentException if the value is of another type, or in canonical JSON a number with a fraction or a
     *     string with half a surrogate pair
     */
    public JsonWriter value(Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            beginObject();
            var names = map.keySet().toArray(new String[0]);
            Arrays.sort(names, CodePointOrder.INSTANCE);
            for (var name : names) {
                name(name).value(map.get(name));
            }
            return endObject();
        }
        if (value instanceof List<?> list) {
            beginArray();
            for (var element : list) {
                value(element);
            }
            return endArray();
        }
        separate();
        if (value instanceof String text) {
            quote(text);
        } else {
            put(scalar(value).getBytes(StandardCharsets.US_ASCII));
        }
        return this;
    }

    /**
     * Writes a value that is there in its canonical form; in canonical JSON just these bytes.
     *
     * @param canonical canonical JSON
     * @throws IllegalArgumentException if it is none
     */
    public JsonWriter canonical(byte[] canonical) throws IOException {
        if (style == Style.CANONICAL) {
            separate();
            put(canonical);
            return this;
        }
        try {
            return value(Json.parseCanonical(canonical, "canonical JSON"));
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private String scalar(Object value) {
        if (value == null
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof Integer
                || value instanceof BigInteger
                || (value instanceof BigDecimal && style != Style.CANONICAL)) {
            return String.valueOf(value);
        }
        throw new IllegalArgumentException("not a value of " + style.name().toLowerCase(Locale.ROOT) + " JSON: "
                + value.getClass().getName());
    }

    /** Writes out what is buffered, and flushes the stream below. */
    public void flush() throws IOException {
        drain();
        out.flush();
    }

    /** Writes what stands between the last thing and the next. */
    private void separate() throws IOException {
        if (named) {
            named = false;
            return;
        }
        if (!first) {
            put(',');
        }
        if (depth > 0) {
            beginLine();
        }
        first = false;
    }

    private void beginLine() throws IOException {
        if (style == Style.PRETTY) {
            put('\n');
            for (int i = 0; i < depth; i++) {
                put(' ');
            }
        }
    }

    private void quote(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (isPlain(utf8, utf8.length)) {
            quotePlain(utf8, utf8.length);
        } else {
            put(style == Style.CANONICAL ? CanonicalJson.quoted(text) : quotedInAscii(text));
        }
    }

    private void quotePlain(byte[] utf8, int length) throws IOException {
        put('"');
        put(utf8, length);
        put('"');
    }

    /** Whether a text stands in quotes just as it is, whatever the style; not for question marks, which an encoder may have put. */
    private static boolean isPlain(byte[] utf8, int length) {
        for (int i = 0; i < length; i++) {
            byte octet = utf8[i];
            // octets beyond ASCII are negative
            if (octet < ' ' || octet == '"' || octet == '\\' || octet == '?' || octet == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static byte[] quotedInAscii(String text) {
        var quoted = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escape = "\"\\\b\t\n\f\r".indexOf(c);
            if (escape >= 0) {
                quoted.append('\\').append("\"\\btnfr".charAt(escape));
            } else if (c < ' ' || c > '~') {
                quoted.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    quoted.append((char) DIGITS[c >> shift & 15]);
                }
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void put(byte[] octets) throws IOException {
        put(octets, octets.length);
    }

    private void put(byte[] octets, int length) throws IOException {
        if (length > BUFFER - used) {
            drain();
            if (length > BUFFER) {
                out.write(octets, 0, length);
                return;
            }
        }
        System.arraycopy(octets, 0, buffer, used, length);
        used += length;
    }

    private void put(int octet) throws IOException {
        if (used == BUFFER) {
            drain();
        }
        buffer[used++] = (byte) octet;
    }

    private void drain() throws IOException {
        out.write(buffer, 0, used);
        used = 0;
    }
}
