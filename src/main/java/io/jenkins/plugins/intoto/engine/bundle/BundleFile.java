package io.jenkins.plugins.intoto.engine.bundle;

import io.jenkins.plugins.intoto.engine.file.AtomicFile;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

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

    /** The most that stands on a line around the statement. */
    private static final int MOST_AROUND = 64 << 10;

    private BundleFile() {}

    /**
     * Adds lines at the end of a bundle, which is made if it is not there.
     *
     * @param bundle the file; its directory must exist
     * @param lines envelopes or Sigstore bundles, each on one line without a line end
     * @param limits how long a line may be
     * @throws IllegalArgumentException if one of them is not one line
     * @throws UnreadableFileException if there is something but a regular file, or a line is too long ever to be read
     * @throws IOException if reading or writing fails
     */
    public static void append(Path bundle, List<byte[]> lines, JsonLimits limits)
            throws UnreadableFileException, IOException {
        for (byte[] line : lines) {
            checkLine(line);
            requireFits(line.length, limits, bundle.toString());
        }
        synchronized (lockOf(bundle)) {
            boolean exists = Files.exists(bundle);
            if (exists && !Files.isRegularFile(bundle)) {
                throw new UnreadableFileException(bundle.toString(), "is not a regular file");
            }
            AtomicFile.<IOException>write(bundle, out -> {
                if (exists) {
                    try (var in = Files.newInputStream(bundle)) {
                        copy(in, out);
                    }
                }
                for (byte[] line : lines) {
                    out.write(line);
                    out.write('\n');
                }
            });
        }
    }

    /**
     * Puts bundles together. Of lines that are the same, byte by byte, the first is kept, unknown ones as well.
     *
     * @param bundles the files, in the order of the result
     * @param target where to write the result; may be one of them
     * @param limits how long a line may be, and how deeply nested
     * @return how many lines the result has
     * @throws UnreadableFileException if one of them cannot be read
     * @throws IOException if writing fails
     */
    public static int merge(List<Path> bundles, Path target, JsonLimits limits)
            throws UnreadableFileException, IOException {
        var digests = new HashSet<String>();
        return write(bundles, target, limits, line -> digests.add(LineDigest.of(line)));
    }

    /**
     * Copies some lines of a bundle.
     *
     * @param bundle the file
     * @param target where to write the result; may be the same
     * @param limits how long a line may be, and how deeply nested
     * @param kept which lines to copy
     * @return how many they are
     * @throws UnreadableFileException if the bundle cannot be read
     * @throws IOException if writing fails
     */
    public static int filter(Path bundle, Path target, JsonLimits limits, Predicate<BundleLine> kept)
            throws UnreadableFileException, IOException {
        return write(List.of(bundle), target, limits, kept);
    }

    /**
     * Puts another line in the place of one.
     *
     * @param bundle the file
     * @param limits how long a line may be, and how deeply nested
     * @param old a line as it was read from the file
     * @param replacement the bytes of the other line, without a line end
     * @throws UnreadableFileException if the bundle cannot be read, or its line is not that any more
     * @throws IOException if writing fails
     */
    public static void replace(Path bundle, JsonLimits limits, BundleLine old, byte[] replacement)
            throws UnreadableFileException, IOException {
        checkLine(replacement);
        requireFits(replacement.length, limits, bundle.toString());
        var digest = LineDigest.of(old);
        var replaced = new AtomicInteger();
        synchronized (lockOf(bundle)) {
            AtomicFile.<UnreadableFileException>write(bundle, out -> {
                BundleReader.<IOException>forEachLine(bundle, limits, line -> {
                    boolean isOld =
                            line.number() == old.number() && LineDigest.of(line).equals(digest);
                    requireWhole(line);
                    replaced.addAndGet(isOld ? 1 : 0);
                    out.write(isOld ? replacement : line.raw());
                    out.write('\n');
                });
                if (replaced.get() == 0) {
                    throw new UnreadableFileException(
                            bundle.toString(), "line " + old.number() + " was changed in the meantime");
                }
            });
        }
    }

    private static int write(List<Path> bundles, Path target, JsonLimits limits, Predicate<BundleLine> kept)
            throws UnreadableFileException, IOException {
        var count = new AtomicInteger();
        synchronized (lockOf(target)) {
            AtomicFile.<UnreadableFileException>write(target, out -> {
                for (var bundle : bundles) {
                    BundleReader.<IOException>forEachLine(bundle, limits, line -> {
                        requireWhole(line);
                        if (kept.test(line)) {
                            out.write(line.raw());
                            out.write('\n');
                            count.incrementAndGet();
                        }
                    });
                }
            });
        }
        return count.get();
    }

    /**
     * Copies a bundle, and ends its last line if that has no end, which would swallow a line that is added.
     *
     * @param in the bundle; not closed
     * @param out where it goes; not closed
     * @throws IOException if reading or writing fails
     */
    public static void copy(InputStream in, OutputStream out) throws IOException {
        byte last = '\n';
        var buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            last = buffer[n - 1];
        }
        if (last != '\n') {
            out.write('\n');
        }
    }

    /**
     * Checks that a statement fits on a line of a bundle, before it is signed.
     *
     * @param statement how long the statement is, in bytes
     * @param limits how long a line may be
     * @param bundle the name of the bundle for error messages
     * @throws UnreadableFileException if nobody could read the line
     */
    public static void requireFitting(int statement, JsonLimits limits, String bundle) throws UnreadableFileException {
        // In base64, and with room for signature, certificates, timestamps and log entries.
        requireFits((statement + 2L) / 3 * 4 + MOST_AROUND, limits, bundle);
    }

    private static void requireFits(long line, JsonLimits limits, String bundle) throws UnreadableFileException {
        if (line > limits.maxBytes()) {
            throw new UnreadableFileException(
                    bundle,
                    "a line of " + line + " bytes could not be read again: the limit of lines is " + limits.maxBytes());
        }
    }

    /** What was passed over cannot be copied, and must not be lost. */
    private static void requireWhole(BundleLine line) throws IOException {
        if (line instanceof BundleLine.UnknownLine unknown && unknown.isTooLong()) {
            throw new IOException(unknown.sentence() + ", so that it cannot be copied");
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
