package io.jenkins.plugins.intoto.bundle;

import io.jenkins.plugins.intoto.artifact.DigestAlgorithm;
import java.util.HexFormat;

/** What identifies a line wherever it stands: the hexadecimal SHA-256 of its bytes without the line end. */
final class LineDigest {
    private LineDigest() {}

    static String of(BundleLine line) {
        return HexFormat.of().formatHex(DigestAlgorithm.SHA256.newDigest().digest(((RawLine) line).bytes()));
    }
}
