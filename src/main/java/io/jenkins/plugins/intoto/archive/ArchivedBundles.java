package io.jenkins.plugins.intoto.archive;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.bundle.BundleFile;
import io.jenkins.plugins.intoto.engine.file.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
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
        return find(path, sha256, OutputStream::nullOutputStream);
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
        var line = new ByteArrayOutputStream();
        boolean found = find(path, sha256, () -> {
            line.reset();
            return line;
        });
        return found ? Optional.of(line.toByteArray()) : Optional.empty();
    }

    /**
     * Copies a line of a bundle.
     *
     * @param path the path of the bundle among the artifacts
     * @param sha256 the digest of the line without its end, in hexadecimal
     * @param target receives the line without its end; replaced if it is there, and of no use if there is no such line
     * @return whether there is such a line
     * @throws IOException if it cannot be read or written
     */
    boolean copyLine(String path, String sha256, Path target) throws IOException {
        return find(path, sha256, () -> Files.newOutputStream(target));
    }

    /** Where a line goes; what was written of the one before is of no use. */
    private interface Target {
        OutputStream open() throws IOException;
    }

    private boolean find(String path, String sha256, Target target) throws IOException {
        var file = root.child(path);
        if (!file.isFile()) {
            return false;
        }
        try (var in = ArchivedArtifact.open(file, path)) {
            var lines = new Lines(in);
            while (lines.hasNext()) {
                var digest = DigestAlgorithm.SHA256.newDigest();
                try (var out = new DigestOutputStream(target.open(), digest)) {
                    lines.copyNext(out);
                }
                if (HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The lines of a stream, of which none is held. */
    private static final class Lines {
        private final InputStream in;
        private final byte[] buffer = new byte[1 << 16];
        private int position;
        private int end;

        Lines(InputStream in) {
            this.in = in;
        }

        boolean hasNext() throws IOException {
            if (position == end) {
                position = 0;
                end = Math.max(0, in.read(buffer));
            }
            return end > 0;
        }

        void copyNext(OutputStream out) throws IOException {
            while (hasNext()) {
                int from = position;
                while (position < end && buffer[position] != '\n') {
                    position++;
                }
                out.write(buffer, from, position - from);
                if (position < end) {
                    position++;
                    return;
                }
            }
        }
    }
}
