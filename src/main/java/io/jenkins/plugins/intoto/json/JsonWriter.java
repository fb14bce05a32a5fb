package io.jenkins.plugins.intoto.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 8192;

    private final OutputStream out;
    private final Style style;
    private final byte[] buffer = new byte[BUFFER];
    private int used;
    private int depth;
    private boolean afterName;
    private boolean first = true;

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

    /** Writes the name of the next member. */
    public JsonWriter name(String name) throws IOException {
        separate();
        quoted(name);
        put(':');
        if (style == Style.PRETTY) {
            put(' ');
        }
        afterName = true;
        return this;
    }

    /**
     * Writes a plain value: a string, integer, boolean, null, list or map as {@link Json} reads them.
     *
     * @throws IllegalArgumentException if the value is of another type, or a number with a fraction in canonical JSON
     */
    public JsonWriter value(Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            beginObject();
            for (var name : map.keySet().stream()
                    .map(String.class::cast)
                    .sorted(CodePointOrder.INSTANCE)
                    .toList()) {
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
            quoted(text);
        } else {
            ascii(scalar(value));
        }
        return this;
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
        throw new IllegalArgumentException("not a value of " + style.name().toLowerCase(java.util.Locale.ROOT)
                + " JSON: " + value.getClass().getName());
    }

    /** Writes out what is buffered, and flushes the stream below. */
    public void flush() throws IOException {
        drain();
        out.flush();
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
            lineBreak();
        }
        put(bracket);
        first = false;
        return this;
    }

    private void separate() throws IOException {
        if (afterName) {
            afterName = false;
            return;
        }
        if (depth > 0) {
            if (!first) {
                put(',');
            }
            lineBreak();
        }
        first = false;
    }

    private void lineBreak() throws IOException {
        if (style == Style.PRETTY) {
            put('\n');
            for (int i = 0; i < depth; i++) {
                put(' ');
            }
        }
    }

    private void quoted(String text) throws IOException {
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                put('\\');
                put(c);
            } else if (c >= 0x20 && c < 0x7f) {
                put(c);
            } else if (style == Style.CANONICAL) {
                i += utf8(text, i);
            } else {
                escaped(c);
            }
        }
        put('"');
    }

    private int utf8(String text, int index) throws IOException {
        int c = text.codePointAt(index);
        if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            put(0xc0 | c >> 6);
            put(0x80 | c & 0x3f);
        } else if (c < 0x10000) {
            if (Character.isSurrogate((char) c)) {
                throw new IllegalArgumentException("a string holds an unpaired surrogate");
            }
            put(0xe0 | c >> 12);
            put(0x80 | c >> 6 & 0x3f);
            put(0x80 | c & 0x3f);
        } else {
            put(0xf0 | c >> 18);
            put(0x80 | c >> 12 & 0x3f);
            put(0x80 | c >> 6 & 0x3f);
            put(0x80 | c & 0x3f);
            return 1;
        }
        return 0;
    }

    private void escaped(char c) throws IOException {
        put('\\');
        switch (c) {
            case '\n' -> put('n');
            case '\r' -> put('r');
            case '\t' -> put('t');
            case '\b' -> put('b');
            case '\f' -> put('f');
            default -> {
                put('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    put(HEX[c >> shift & 0xf]);
                }
            }
        }
    }

    private void ascii(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void put(int b) throws IOException {
        if (used == BUFFER) {
            drain();
        }
        buffer[used++] = (byte) b;
    }

    private void drain() throws IOException {
        out.write(buffer, 0, used);
        used = 0;
    }
}
