package io.jenkins.plugins.intoto.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
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

    /** What puts the tokens into text. */
    interface Tokens {
        void begin(boolean isObject) throws IOException;

        void end(boolean isObject) throws IOException;

        void name(String name) throws IOException;

        /** A name as well-formed UTF-8, which is the start of this array. */
        void name(byte[] utf8, int length) throws IOException;

        /** A string of ASCII characters that need no escape. */
        void plain(byte[] ascii) throws IOException;

        void string(String text) throws IOException;

        /** A number or one of the words of JSON. */
        void literal(String text) throws IOException;

        void flush() throws IOException;
    }

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Style style;
    private final Tokens tokens;

    /**
     * @param out receives the text; neither flushed nor closed except by {@link #flush()}
     * @param style how the text looks
     */
    public JsonWriter(OutputStream out, Style style) {
        this.style = style;
        this.tokens = style == Style.CANONICAL ? new CanonicalTokens(out) : new GeneratedTokens(out, style);
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
        tokens.begin(true);
        return this;
    }

    /** Ends the innermost object. */
    public JsonWriter endObject() throws IOException {
        tokens.end(true);
        return this;
    }

    /** Begins an array. */
    public JsonWriter beginArray() throws IOException {
        tokens.begin(false);
        return this;
    }

    /** Ends the innermost array. */
    public JsonWriter endArray() throws IOException {
        tokens.end(false);
        return this;
    }

    /** Writes the name of the next member. */
    public JsonWriter name(String name) throws IOException {
        tokens.name(name);
        return this;
    }

    /**
     * Writes the name of the next member.
     *
     * @param utf8 its characters, as well-formed UTF-8 from the start of this array
     * @param length how many bytes they are
     */
    public JsonWriter name(byte[] utf8, int length) throws IOException {
        tokens.name(utf8, length);
        return this;
    }

    /**
     * Writes bytes as a string of their hexadecimal digits, in lower case.
     *
     * @param from the first byte
     * @param to behind the last byte
     */
    public JsonWriter hex(byte[] bytes, int from, int to) throws IOException {
        var text = new byte[2 * (to - from)];
        for (int i = 0; i < text.length; i++) {
            text[i] = DIGITS[bytes[from + i / 2] >> (i % 2 == 0 ? 4 : 0) & 15];
        }
        tokens.plain(text);
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
        if (value instanceof String text) {
            tokens.string(text);
        } else {
            tokens.literal(scalar(value));
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
        if (tokens instanceof CanonicalTokens bytes) {
            bytes.value(canonical);
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
        tokens.flush();
    }

    /** By Jackson's generator. */
    private static final class GeneratedTokens implements Tokens {
        private static final JsonFactory FACTORY = JsonFactory.builder()
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();

        private static final Separators SEPARATORS = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");

        private static final DefaultIndenter INDENTATION = new DefaultIndenter(" ", "\n");

        private final JsonGenerator generator;

        GeneratedTokens(OutputStream out, Style style) {
            try {
                generator = FACTORY.createGenerator(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // nothing is written yet
            }
            generator.setHighestNonEscapedChar('~');
            if (style == Style.PRETTY) {
                generator.setPrettyPrinter(new DefaultPrettyPrinter(SEPARATORS)
                        .withObjectIndenter(INDENTATION)
                        .withArrayIndenter(INDENTATION));
            }
        }

        @Override
        public void begin(boolean isObject) throws IOException {
            if (isObject) {
                generator.writeStartObject();
            } else {
                generator.writeStartArray();
            }
        }

        @Override
        public void end(boolean isObject) throws IOException {
            if (isObject) {
                generator.writeEndObject();
            } else {
                generator.writeEndArray();
            }
        }

        @Override
        public void name(String name) throws IOException {
            generator.writeFieldName(name);
        }

        @Override
        public void name(byte[] utf8, int length) throws IOException {
            name(new String(utf8, 0, length, StandardCharsets.UTF_8));
        }

        @Override
        public void plain(byte[] ascii) throws IOException {
            generator.writeRawUTF8String(ascii, 0, ascii.length);
        }

        @Override
        public void string(String text) throws IOException {
            generator.writeString(text);
        }

        @Override
        public void literal(String text) throws IOException {
            generator.writeRawValue(text);
        }

        @Override
        public void flush() throws IOException {
            generator.flush();
        }
    }
}
