package io.jenkins.plugins.intoto.engine.json;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PushbackReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The tokens of one untrusted JSON text (RFC 8259). Only well-formed UTF-8 is decoded, a byte order mark before it passed over;
 * whatever Jackson reports becomes a {@link MalformedJsonException} that names the source.
 */
final class JsonSource implements Closeable {
    private static final JsonFactory STRICT = factory().build();
    private static final JsonFactory CANONICAL =
            factory().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final Base64Variant STANDARD =
            Base64Variants.MIME_NO_LINEFEEDS.withReadPadding(Base64Variant.PaddingReadBehaviour.PADDING_ALLOWED);
    private static final Base64Variant URL_SAFE = new Base64Variant("URL-safe", ALPHABET, true, '=', Integer.MAX_VALUE)
            .withReadPadding(Base64Variant.PaddingReadBehaviour.PADDING_ALLOWED);

    /** Texts of up to this many bytes are decoded at once: to set up the buffers of a stream takes longer than to read them. */
    private static final int MOST_AT_ONCE = 1 << 16;

    private final String name;
    private final int maxDepth;
    private final int maxValues;
    private final JsonParser parser;
    private int held;

    private JsonSource(Opening text, String name, JsonLimits limits) throws MalformedJsonException {
        this.name = name;
        this.maxDepth = limits.maxDepth();
        this.maxValues = limits.maxValues();
        try {
            this.parser = text.open();
        } catch (IOException e) {
            throw translated(e, name);
        }
    }

    @FunctionalInterface
    private interface Opening {
        JsonParser open() throws IOException;
    }

    /** Opens a text as RFC 8259 defines it. */
    static JsonSource strict(byte[] text, String name, JsonLimits limits) throws MalformedJsonException {
        limits.checkSize(text.length, name);
        return new JsonSource(() -> parser(text, STRICT), name, limits);
    }

    /** Opens a text as RFC 8259 defines it, whose length is counted as it is read. */
    static JsonSource strict(InputStream text, String name, JsonLimits limits) throws MalformedJsonException {
        return new JsonSource(() -> parser(new LimitedInput(text, limits.maxBytes()), STRICT), name, limits);
    }

    /** Opens canonical JSON, whose strings hold control characters as they are. */
    static JsonSource canonical(byte[] text, String name) throws MalformedJsonException {
        return new JsonSource(
                () -> parser(text, CANONICAL), name, new JsonLimits(Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    private static JsonParser parser(byte[] text, JsonFactory factory) throws IOException {
        if (text.length > MOST_AT_ONCE) {
            return parser(new ByteArrayInputStream(text), factory);
        }
        var decoded = decoder().decode(ByteBuffer.wrap(text));
        int begin = decoded.hasRemaining() && isMark(decoded.get(0), factory) ? 1 : 0;
        return factory.createParser(decoded.array(), begin, decoded.limit() - begin);
    }

    private static JsonParser parser(InputStream text, JsonFactory factory) throws IOException {
        var reader = new PushbackReader(new InputStreamReader(text, decoder()));
        int first = reader.read();
        if (first >= 0 && !isMark(first, factory)) {
            reader.unread(first);
        }
        return factory.createParser(reader);
    }

    private static boolean isMark(int first, JsonFactory factory) {
        return factory == STRICT && ByteOrderMark.is(first);
    }

    /** Jackson is given characters rather than bytes: it would guess at UTF-16 and replace or accept malformed UTF-8. */
    private static CharsetDecoder decoder() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static JsonFactoryBuilder factory() {
        // Names are often artifact paths: a table of all of them would outlive the parse. The depth is checked here,
        // since Jackson's own limit is the same for every text.
        return new JsonFactoryBuilder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(1 << 20)
                        .build());
    }

    String name() {
        return name;
    }

    /** The next token; null at the end of the text. */
    JsonToken next() throws MalformedJsonException {
        try {
            var token = parser.nextToken();
            if (parser.getParsingContext().getNestingDepth() > maxDepth) {
                throw malformed("is nested deeper than " + maxDepth + " levels");
            }
            return token;
        } catch (IOException e) {
            throw translated(e, name);
        }
    }

    /** Takes note that the current value will be held in memory. */
    void hold() throws MalformedJsonException {
        if (++held > maxValues) {
            throw malformed("has more than " + maxValues + " values");
        }
    }

    /** How many values are held. */
    int held() {
        return held;
    }

    /** Takes note that values are no longer held. */
    void releaseTo(int count) {
        held = count;
    }

    /** The text of the current string, name or number; it holds no unpaired surrogate. */
    String text() throws MalformedJsonException {
        try {
            var text = parser.getText();
            for (int i = 0; i < text.length(); i++) {
                if (Character.isSurrogate(text.charAt(i))) {
                    if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                        throw malformed("has a string that is not valid Unicode (an unpaired surrogate)");
                    }
                    i++; // behind the pair
                }
            }
            return text;
        } catch (IOException e) {
            throw translated(e, name);
        }
    }

    /** Writes out what the current string encodes; false if it is not base64 of the alphabet. */
    boolean base64(OutputStream out, boolean urlSafe) throws MalformedJsonException {
        try {
            parser.readBinaryValue(urlSafe ? URL_SAFE : STANDARD, out);
            return true;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return false;
        } catch (IOException e) {
            throw translated(e, name);
        }
    }

    /** Checks that nothing follows the value that was just read. */
    void expectEnd() throws MalformedJsonException {
        if (next() != null) {
            throw malformed("has more than one JSON value");
        }
    }

    /** The failure for a defect at the current token. */
    MalformedJsonException malformed(String reason) {
        return new MalformedJsonException(name, pointer(), reason);
    }

    private String pointer() {
        return parser.getParsingContext().pathAsPointer().toString();
    }

    private static MalformedJsonException translated(IOException e, String name) {
        if (e instanceof CharacterCodingException) {
            return new MalformedJsonException(name, "", "is not UTF-8 text");
        }
        if (e instanceof JsonProcessingException broken) {
            var place = broken.getLocation();
            return new MalformedJsonException(
                    name,
                    "",
                    "is not valid JSON: " + SyntaxErrors.words(broken.getOriginalMessage())
                            + (place == null
                                    ? ""
                                    : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"));
        }
        return new MalformedJsonException(
                name, "", e instanceof LimitedInput.TooLong ? e.getMessage() : "cannot be read: " + e.getMessage());
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a reader of memory cannot fail", e);
        }
    }

    /** Ends with an error where a text is too long, or its reader is interrupted. */
    private static final class LimitedInput extends FilterInputStream {
        private final long maxBytes;
        private long left;

        LimitedInput(InputStream in, long maxBytes) {
            super(in);
            this.maxBytes = maxBytes;
            this.left = maxBytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("the reading was interrupted");
            }
            int count = super.read(target, from, length);
            left -= Math.max(count, 0);
            if (left < 0) {
                throw new TooLong("is longer than " + maxBytes + " bytes, which is the limit");
            }
            return count;
        }

        private static final class TooLong extends IOException {
            private static final long serialVersionUID = 1L;

            TooLong(String message) {
                super(message);
            }
        }
    }
}
