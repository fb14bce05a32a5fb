package io.jenkins.plugins.intoto.engine.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Reads untrusted JSON as a stream, so that a document need not fit in memory. It stands at a value, which whoever reads
 * takes in one of the ways that are offered, and just once. Reading is as strict as that of {@link Json}, but that the names
 * of members are the reader's to compare. Not safe for use by several threads.
 */
public final class JsonReader implements Closeable {
    /**
     * Takes the members of an object.
     *
     * @param <E> how it can fail besides
     */
    @FunctionalInterface
    public interface Members<E extends Exception> {
        /**
         * @param name the member's name
         * @param value stands at its value, which must be taken
         * @throws MalformedJsonException if the JSON is broken or too large
         * @throws E ends the reading
         */
        void member(String name, JsonReader value) throws MalformedJsonException, E;
    }

    private final JsonSource json;
    private JsonToken token;
    private long left;

    private JsonReader(JsonSource json, long maxHeld) throws MalformedJsonException {
        this.json = json;
        this.left = maxHeld;
        this.token = json.next();
        if (token == null) {
            throw json.malformed("is empty, a JSON value was expected");
        }
    }

    /**
     * Opens a text as RFC 8259 defines it.
     *
     * @param in UTF-8 text; closed with this reader
     * @param source the name of the text for error messages
     * @param limits how much is accepted
     * @param maxHeld how many bytes of canonical JSON may be taken in all
     * @throws MalformedJsonException if it does not begin as one
     */
    public static JsonReader strict(InputStream in, String source, JsonLimits limits, long maxHeld)
            throws MalformedJsonException {
        return new JsonReader(JsonSource.strict(in, source, limits), maxHeld);
    }

    /**
     * Opens canonical JSON as {@link CanonicalJson} returns it.
     *
     * @param canonical canonical JSON
     * @param source the name of the text for error messages
     * @throws MalformedJsonException if it does not begin as such
     */
    public static JsonReader canonical(byte[] canonical, String source) throws MalformedJsonException {
        return new JsonReader(JsonSource.canonical(canonical, source), Integer.MAX_VALUE);
    }

    /** Whether the value is an object. */
    public boolean isObject() {
        return token == JsonToken.START_OBJECT;
    }

    /** Whether the value is an array. */
    public boolean isArray() {
        return token == JsonToken.START_ARRAY;
    }

    /** Whether the value is a string. */
    public boolean isString() {
        return token == JsonToken.VALUE_STRING;
    }

    /** Takes an object member by member; what is taken of them counts as held. */
    public <E extends Exception> void members(Members<E> members) throws MalformedJsonException, E {
        members(members, true);
    }

    /** Takes an object member by member, of which nothing is held afterwards, so that there may be any number. */
    public <E extends Exception> void stream(Members<E> members) throws MalformedJsonException, E {
        members(members, false);
    }

    private <E extends Exception> void members(Members<E> members, boolean areHeld) throws MalformedJsonException, E {
        if (!isObject()) {
            throw json.malformed("must be a JSON object");
        }
        for (var next = json.next(); next != JsonToken.END_OBJECT; next = json.next()) {
            var name = json.text();
            int held = json.held();
            token = json.next();
            members.member(name, this);
            if (!areHeld) {
                json.releaseTo(held);
            }
        }
    }

    /**
     * Takes the elements of an array.
     *
     * @param <E> how it can fail besides
     */
    @FunctionalInterface
    public interface Elements<E extends Exception> {
        /**
         * @param value stands at the next element, which must be taken
         * @throws MalformedJsonException if the JSON is broken or too large
         * @throws E ends the reading
         */
        void element(JsonReader value) throws MalformedJsonException, E;
    }

    /** Takes an array element by element, of which nothing is held afterwards, so that there may be any number. */
    public <E extends Exception> void elements(Elements<E> elements) throws MalformedJsonException, E {
        if (!isArray()) {
            throw json.malformed("must be an array");
        }
        int held = json.held();
        while (nextElement()) {
            elements.element(this);
            json.releaseTo(held);
        }
    }

    /** Takes the value without looking at it. */
    public void skip() throws MalformedJsonException {
        int open = 0;
        for (var at = token; ; at = json.next()) {
            if (at == null) {
                throw json.malformed("ends within a value");
            }
            open += at.isStructStart() ? 1 : at.isStructEnd() ? -1 : 0;
            if (open == 0 && at != JsonToken.FIELD_NAME) {
                return;
            }
        }
    }

    /** Takes the value as a plain one, as {@link Json} reads them. */
    public Object value() throws MalformedJsonException {
        return Json.value(json, token);
    }

    /** Takes the value in its canonical form. */
    public byte[] canonical() throws MalformedJsonException {
        json.hold();
        byte[] canonical = new Canonicaliser(json, (int) Math.min(left, Integer.MAX_VALUE - 16))
                .value(token)
                .toByteArray();
        left -= canonical.length;
        return canonical;
    }

    /** Goes to the first element of an array, or from one that was taken to the next; false if there is none. */
    public boolean nextElement() throws MalformedJsonException {
        token = json.next();
        return token != JsonToken.END_ARRAY;
    }

    /**
     * Takes a string as base64, without holding it.
     *
     * @param out receives what it encodes
     * @param urlSafe whether the alphabet is the URL-safe one (RFC 4648, section 5)
     * @return whether it is base64 of that alphabet, padded or not; what was written is worth nothing otherwise
     */
    public boolean base64(OutputStream out, boolean urlSafe) throws MalformedJsonException {
        return json.base64(out, urlSafe);
    }

    /** Checks that nothing follows the value that was taken. */
    public void end() throws MalformedJsonException {
        json.expectEnd();
    }

    /** The failure for a defect of the value. */
    public MalformedJsonException malformed(String reason) {
        return json.malformed(reason);
    }

    @Override
    public void close() {
        json.close();
    }
}
