package io.jenkins.plugins.intoto.engine.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes tokens as {@link CanonicalJson}. */
final class CanonicalTokens implements JsonWriter.Tokens {
    private static final int BUFFER = 8192;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int used;
    /** Whether a value was the last token, so that what comes next needs a comma. */
    private boolean afterValue;

    CanonicalTokens(OutputStream out) {
        this.out = out;
    }

    @Override
    public void begin(boolean isObject) throws IOException {
        separate();
        put(isObject ? '{' : '[');
        afterValue = false;
    }

    @Override
    public void end(boolean isObject) throws IOException {
        put(isObject ? '}' : ']');
        afterValue = true;
    }

    @Override
    public void name(String name) throws IOException {
        separate();
        put(quoted(name));
        put(':');
        afterValue = false;
    }

    @Override
    public void name(byte[] utf8, int length) throws IOException {
        separate();
        put('"');
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (utf8[i] == '"' || utf8[i] == '\\') {
                put(utf8, from, i - from);
                put('\\');
                from = i;
            }
        }
        put(utf8, from, length - from);
        put('"');
        put(':');
        afterValue = false;
    }

    @Override
    public void plain(byte[] ascii) throws IOException {
        separate();
        put('"');
        put(ascii);
        put('"');
        afterValue = true;
    }

    @Override
    public void string(String text) throws IOException {
        separate();
        put(quoted(text));
        afterValue = true;
    }

    @Override
    public void literal(String text) throws IOException {
        separate();
        put(text.getBytes(StandardCharsets.US_ASCII));
        afterValue = true;
    }

    /** Writes a value that is canonical JSON already. */
    void value(byte[] canonical) throws IOException {
        separate();
        drain();
        out.write(canonical);
        afterValue = true;
    }

    @Override
    public void flush() throws IOException {
        drain();
        out.flush();
    }

    private void separate() throws IOException {
        if (afterValue) {
            put(',');
        }
    }

    /**
     * A string as canonical JSON: UTF-8 in quotes, with only {@code "} and {@code \} escaped.
     *
     * @throws IllegalArgumentException if it holds half a surrogate pair, which UTF-8 cannot express
     */
    static byte[] quoted(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int length = utf8.length + 2;
        boolean isReplaced = false;
        for (byte octet : utf8) {
            if (octet == '"' || octet == '\\') {
                length++;
            }
            isReplaced |= octet == '?';
        }
        // the encoder puts a question mark in the place of what it cannot encode
        if (isReplaced && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("a string holds an unpaired surrogate");
        }
        var quoted = new byte[length];
        int at = 0;
        quoted[at++] = '"';
        for (byte octet : utf8) {
            if (octet == '"' || octet == '\\') {
                quoted[at++] = '\\';
            }
            quoted[at++] = octet;
        }
        quoted[at] = '"';
        return quoted;
    }

    private void put(byte[] octets) throws IOException {
        put(octets, 0, octets.length);
    }

    private void put(byte[] octets, int from, int length) throws IOException {
        if (length > BUFFER - used) {
            drain();
            if (length > BUFFER) {
                out.write(octets, from, length);
                return;
            }
        }
        System.arraycopy(octets, from, buffer, used, length);
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
