package io.jenkins.plugins.intoto.bundle;

import io.jenkins.plugins.intoto.file.AtomicFile;
import io.jenkins.plugins.intoto.file.UnreadableFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Changes bundles on disk. A bundle is always replaced as a whole, so that whatever fails, the one that was there stays as
 * it was. Changes of one JVM to one file follow each other.
 */
public final class BundleFile {
    private static final Object[] LOCKS = new Object[64];

    static {
        for (int i = 0; i < LOCKS.length; i++) {
            LOCKS[i] = new Object();
        }
    }

    private BundleFile() {}

    /**
     * Adds lines at the end of a bundle, which is made if it is not there.
     *
     * @param bundle the file; its directory must exist
     * @param lines envelopes or Sigstore bundles, each on one line without a line end
     * @throws IllegalArgumentException if one of them is not one line
     * @throws UnreadableFileException if there is something but a regular file
     * @throws IOException if reading or writing fails
     */
    public static void append(Path bundle, List<byte[]> lines) throws UnreadableFileException, IOException {
        for (byte[] line : lines) {
            checkLine(line);
        }
        synchronized (lockOf(bundle)) {
            boolean exists = Files.exists(bundle);
            if (exists && !Files.isRegularFile(bundle)) {
                throw new UnreadableFileException(bundle.toString(), "is not a regular file");
            }
            AtomicFile.<IOException>write(bundle, out -> {
                if (exists) {
                    copy(bundle, out);
                }
                for (byte[] line : lines) {
                    out.write(line);
                    out.write('\n');
                }
            });
        }
    }

    /** Copies a file, and ends its last line if that has no end. */
    private static void copy(Path file, OutputStream out) throws IOException {
        byte last = '\n';
        try (var in = Files.newInputStream(file)) {
            var buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                last = buffer[n - 1];
            }
        }
        if (last != '\n') {
            out.write('\n');
        }
    }

    private static void checkLine(byte[] line) {
        for (byte b : line) {
            if (b == '\n') {
                throw new IllegalArgumentException("a line of a bundle has a line end within it");
            }
        }
        if (line.length == 0) {
            throw new IllegalArgumentException("a line of a bundle is empty");
        }
    }

    static Object lockOf(Path bundle) {
        return LOCKS[Math.floorMod(bundle.toAbsolutePath().normalize().hashCode(), LOCKS.length)];
    }
}
