package io.jenkins.plugins.intoto.archive;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.bundle.BundleFile;
import io.jenkins.plugins.intoto.engine.file.AtomicFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import jenkins.util.VirtualFile;

/** The bundles of attestations among the archived artifacts of a run, on whatever storage. */
final class ArchivedBundles {
    private static final long MOST_BYTES = 256L << 20;

    private final VirtualFile root;

    /**
     * @param root the root of the artifacts
     */
    ArchivedBundles(VirtualFile root) {
        this.root = root;
    }

    /**
     * A bundle with one line more at its end; it need not be there.
     *
     * @param path its path among the artifacts, trusted to be one
     * @param line an envelope or a Sigstore bundle on one line, without a line end
     * @throws IOException if it is too large
     */
    AtomicFile.Content<IOException> with(String path, byte[] line) throws IOException {
        var file = root.child(path);
        boolean exists = file.isFile();
        if (exists && file.length() > MOST_BYTES) {
            throw new IOException(path + " is larger than " + MOST_BYTES + " bytes, which is the limit");
        }
        return out -> {
            if (exists) {
                // It may come from the build.
                try (var in = ArchivedArtifact.open(file, path)) {
                    BundleFile.copy(in, out);
                }
            }
            out.write(line);
            out.write('\n');
        };
    }

    /**
     * Whether a bundle has a line.
     *
     * @param path its path among the artifacts
     * @param sha256 the digest of the line without its end, in hexadecimal
     * @throws IOException if it cannot be read
     */
    boolean has(String path, String sha256) throws IOException {
        return line(path, sha256).isPresent();
    }

    /**
     * A line of a bundle.
     *
     * @param path its path among the artifacts
     * @param sha256 the digest of the line without its end, in hexadecimal
     * @return the line without its end; empty if the bundle has no such line
     * @throws IOException if it cannot be read
     */
    Optional<byte[]> line(String path, String sha256) throws IOException {
        var file = root.child(path);
        if (!file.isFile()) {
            return Optional.empty();
        }
        var line = new ByteArrayOutputStream();
        var digest = DigestAlgorithm.SHA256.newDigest();
        try (var in = new BufferedInputStream(file.open(), 1 << 16)) {
            for (int b = in.read(); ; b = in.read()) {
                if (b >= 0 && b != '\n') {
                    digest.update((byte) b);
                    line.write(b);
                } else if (HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
                    return Optional.of(line.toByteArray());
                } else if (b < 0) {
                    return Optional.empty();
                } else {
                    line.reset();
                }
            }
        }
    }
}
