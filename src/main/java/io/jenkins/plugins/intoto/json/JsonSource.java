package io.jenkins.plugins.intoto.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The tokens of one untrusted JSON text (RFC 8259). Only well-formed UTF-8 is decoded, without a byte order mark; whatever
 * Jackson reports becomes a {@link MalformedJsonException} that names the source.
 */
final class JsonSource implements Closeable {
    private static final JsonFactory STRICT = factory().build();
    private static final JsonFactory CANONICAL =
            factory().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

    private final String name;
    private final int maxDepth;
    private final int maxValues;
    private final JsonParser parser;
    private int held;

    private JsonSource(byte[] text, String name, JsonLimits limits, JsonFactory factory) throws MalformedJsonException {
        limits.checkSize(text.length, name);
        this.name = name;
        this.maxDepth = limits.maxDepth();
        this.maxValues = limits.maxValues();
        // A reader rather than bytes: Jackson would guess at UTF-16 and replace or accept malformed UTF-8.
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            this.parser = factory.createParser(new InputStreamReader(new ByteArrayInputStream(text), decoder));
        } catch (IOException e) {
            throw translated(e, name);
        }
    }

    /** Opens a text as RFC 8259 defines it. */
    static JsonSource strict(byte[] text, String name, JsonLimits limits) throws MalformedJsonException {
        return new JsonSource(text, name, limits, STRICT);
    }

    /** Opens canonical JSON, whose strings hold control characters as they are. */
    static JsonSource canonical(byte[] text, String name) throws MalformedJsonException {
        return new JsonSource(text, name, new JsonLimits(Integer.MAX_VALUE, Integer.MAX_VALUE), CANONICAL);
    }

    private static JsonFactoryBuilder factory() {
        // Names are often artifact paths: a table of all of them would outlive the parse. The depth is checked here,
        // since
        // Jackson's own limit is the same for every text.
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
                char c = text.charAt(i);
                if (Character.isSurrogate(c)) {
                    if (!Character.isHighSurrogate(c)
                            || ++i == text.length()
                            || !Character.isLowSurrogate(text.charAt(i))) {
                        throw malformed("has a string that is not valid Unicode (an unpaired surrogate)");
                    }
                }
            }
            return text;
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
                    "is not valid JSON: " + oneLine(broken.getOriginalMessage())
                            + (place == null
                                    ? ""
                                    : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"));
        }
        throw new IllegalStateException("reading from memory cannot fail otherwise", e);
    }

    private static String oneLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a reader of memory cannot fail", e);
        }
    }
}
