package io.jenkins.plugins.intoto.engine.artifact;

import io.jenkins.plugins.intoto.engine.json.JsonWriter;
import io.jenkins.plugins.intoto.engine.text.CodePointOrder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The digests of one artifact: algorithm name to value (in-toto specification 1.0, section 4.2, {@code HASH_DICT}). Two
 * sets are equal if they name the same algorithms with the same text, upper and lower case being different: so a set of
 * SHA-256 alone never equals one of SHA-256 and SHA-512.
 *
 * <p>Held as bytes: a count, then per algorithm in the order of the names a code and the raw digest, or, for whatever is
 * not a lower-case hex digest of a {@link DigestAlgorithm}, zero, the name and the text. There is one such encoding for a
 * set, hence equal bytes mean equal sets.
 */
public final class DigestSet {
    private static final DigestAlgorithm[] ALGORITHMS = DigestAlgorithm.values();
    private static final HexFormat HEX = HexFormat.of();
    private static final int OTHER = 0;

    /** How many digests a set may have. */
    public static final int MOST = 255;

    private final byte[] encoded;

    private DigestSet(byte[] encoded) {
        this.encoded = encoded;
    }

    /**
     * A set of one digest.
     *
     * @param algorithm its algorithm
     * @param digest the raw digest
     * @throws IllegalArgumentException if the digest has a wrong length
     */
    public static DigestSet of(DigestAlgorithm algorithm, byte[] digest) {
        requireLength(algorithm, digest);
        byte[] encoded = new byte[2 + digest.length];
        encoded[0] = 1;
        encoded[1] = code(algorithm);
        System.arraycopy(digest, 0, encoded, 2, digest.length);
        return new DigestSet(encoded);
    }

    /**
     * A set of raw digests.
     *
     * @param digests algorithm to raw digest
     * @throws IllegalArgumentException if a digest has a wrong length
     */
    public static DigestSet ofRaw(Map<DigestAlgorithm, byte[]> digests) {
        var out = new ByteBuilder(2 + 33 * digests.size());
        out.put(digests.size());
        // The order of the constants is that of the names.
        for (var algorithm : ALGORITHMS) {
            var digest = digests.get(algorithm);
            if (digest != null) {
                requireLength(algorithm, digest);
                out.put(code(algorithm));
                out.put(digest);
            }
        }
        return new DigestSet(out.toByteArray());
    }

    /**
     * A set as metadata has it.
     *
     * @param digests algorithm name to value, any text
     * @throws IllegalArgumentException if there are more than {@link #MOST} entries
     */
    public static DigestSet of(Map<String, String> digests) {
        if (digests.size() > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " digests of one artifact");
        }
        var out = new ByteBuilder(2 + 33 * digests.size());
        out.put(digests.size());
        var sorted = digests;
        if (digests.size() > 1) {
            sorted = new TreeMap<>(CodePointOrder.INSTANCE);
            sorted.putAll(digests);
        }
        for (var digest : sorted.entrySet()) {
            put(out, digest.getKey(), digest.getValue());
        }
        return new DigestSet(out.toByteArray());
    }

    private static void put(ByteBuilder out, String name, String value) {
        var algorithm = DigestAlgorithm.named(name);
        if (algorithm.isPresent() && value.length() == 2 * algorithm.get().length()) {
            byte[] raw = ofLowerHex(value);
            if (raw != null) {
                out.put(code(algorithm.get()));
                out.put(raw);
                return;
            }
        }
        out.put(OTHER);
        out.putSized(name.getBytes(StandardCharsets.UTF_8));
        out.putSized(value.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes of an even number of lower-case hexadecimal digits; null if the text is something else. */
    private static byte[] ofLowerHex(String text) {
        byte[] raw = new byte[text.length() / 2];
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
            if (digit < 0) {
                return null;
            }
            raw[i / 2] = (byte) (raw[i / 2] << 4 | digit);
        }
        return raw;
    }

    /** Whether all values are hexadecimal digits, in either case, at least one each. */
    public boolean isHexadecimal() {
        var in = new ByteCursor(encoded, 0);
        for (int i = in.get(); i > 0; i--) {
            int code = in.get();
            if (code != OTHER) {
                in.skip(ALGORITHMS[code - 1].length());
                continue;
            }
            in.skip(in.varint());
            var value = in.sizedText();
            if (value.isEmpty() || !value.chars().allMatch(HexFormat::isHexDigit)) {
                return false;
            }
        }
        return true;
    }

    /** The digests: algorithm name to value, sorted by name, unmodifiable. */
    public Map<String, String> asMap() {
        var digests = new TreeMap<String, String>();
        var in = new ByteCursor(encoded, 0);
        for (int i = in.get(); i > 0; i--) {
            int code = in.get();
            if (code == OTHER) {
                var name = in.sizedText();
                digests.put(name, in.sizedText());
            } else {
                var algorithm = ALGORITHMS[code - 1];
                digests.put(
                        algorithm.inTotoName(),
                        HEX.formatHex(encoded, in.position(), in.position() + algorithm.length()));
                in.skip(algorithm.length());
            }
        }
        return Collections.unmodifiableMap(digests);
    }

    /** Writes the encoded set that begins at a position as the object that metadata has. */
    static void write(byte[] table, int from, JsonWriter json) throws IOException {
        json.beginObject();
        var in = new ByteCursor(table, from);
        for (int i = in.get(); i > 0; i--) {
            int code = in.get();
            if (code == OTHER) {
                json.name(in.sizedText()).value(in.sizedText());
            } else {
                var algorithm = ALGORITHMS[code - 1];
                json.name(algorithm.inTotoName()).hex(table, in.position(), in.position() + algorithm.length());
                in.skip(algorithm.length());
            }
        }
        json.endObject();
    }

    byte[] encoded() {
        return encoded;
    }

    static DigestSet decode(byte[] table, int from, int to) {
        return new DigestSet(Arrays.copyOfRange(table, from, to));
    }

    /**
     * The end of the encoded set that begins at a position.
     *
     * @throws IndexOutOfBoundsException if the bytes are not an encoded set
     */
    static int skip(byte[] table, int from) {
        var in = new ByteCursor(table, from);
        for (int i = in.get(); i > 0; i--) {
            int code = in.get();
            if (code == OTHER) {
                in.skip(in.varint());
                in.skip(in.varint());
            } else {
                in.skip(ALGORITHMS[code - 1].length());
            }
        }
        return in.position();
    }

    private static byte code(DigestAlgorithm algorithm) {
        return (byte) (algorithm.ordinal() + 1);
    }

    private static void requireLength(DigestAlgorithm algorithm, byte[] digest) {
        if (digest.length != algorithm.length()) {
            throw new IllegalArgumentException("a " + algorithm.inTotoName() + " digest has " + algorithm.length()
                    + " bytes, not " + digest.length);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DigestSet set && Arrays.equals(encoded, set.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
