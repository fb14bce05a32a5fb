package io.jenkins.plugins.intoto.engine.bundle;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What identifies a line wherever it stands: the SHA-256 of its bytes without the line end, in four parts, which takes less
 * than half the room of the hexadecimal text.
 */
record LineDigest(long first, long second, long third, long fourth) {
    private static final int LENGTH = DigestAlgorithm.SHA256.length();

    /** The hexadecimal text. */
    static String of(BundleLine line) {
        return HexFormat.of().formatHex(sha256(line));
    }

    static LineDigest rawOf(BundleLine line) {
        return of(sha256(line));
    }

    /** Reads the lower-case hexadecimal text; empty if it is not a SHA-256. */
    static Optional<LineDigest> parse(String hex) {
        if (hex.length() != 2 * LENGTH || !hex.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
            return Optional.empty();
        }
        return Optional.of(of(HexFormat.of().parseHex(hex)));
    }

    private static LineDigest of(byte[] digest) {
        var parts = ByteBuffer.wrap(digest);
        return new LineDigest(parts.getLong(), parts.getLong(), parts.getLong(), parts.getLong());
    }

    private static byte[] sha256(BundleLine line) {
        return DigestAlgorithm.SHA256.newDigest().digest(((RawLine) line).bytes());
    }

    String hex() {
        var digest = ByteBuffer.allocate(LENGTH)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth);
        return HexFormat.of().formatHex(digest.array());
    }
}
