package io.jenkins.plugins.intoto.engine.bundle;

import io.jenkins.plugins.intoto.engine.bundle.BundleLine.EnvelopeLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine.SigstoreLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine.UnknownLine;
import io.jenkins.plugins.intoto.engine.envelope.SignedMessage;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads bundles line by line (in-toto attestation framework, bundle v1); no more than one line is held at a time. Blank
 * lines are passed over, and a line that is not understood, or too long, is no error: anybody may add one.
 */
public final class BundleReader {
    /** Lines of 128 MiB, which hold the envelope of an SBOM of 95 MiB. */
    public static final JsonLimits DEFAULT_LIMITS = limits(128);

    private BundleReader() {}

    /**
     * Limits of lines, which are the same for reading and for writing.
     *
     * @param mebibytes how long a line may be, in MiB, from 1 to 2047
     */
    public static JsonLimits limits(int mebibytes) {
        return new JsonLimits((long) mebibytes << 20, 64);
    }

    /**
     * What is done with the lines.
     *
     * @param <E> how it can fail
     */
    @FunctionalInterface
    public interface LineConsumer<E extends Exception> {
        /**
         * @param line the next line
         * @throws E ends the reading
         */
        void accept(BundleLine line) throws E;
    }

    /**
     * Reads a file.
     *
     * @param file the bundle
     * @param limits how long a line may be, and how deeply nested
     * @param consumer is given each line, in order
     * @throws UnreadableFileException if the file cannot be read
     * @throws E as the consumer does
     */
    public static <E extends Exception> void forEachLine(Path file, JsonLimits limits, LineConsumer<E> consumer)
            throws UnreadableFileException, E {
        var source = file.toString();
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UnreadableFileException(
                    source,
                    Files.isDirectory(file) ? "is a directory, a bundle was expected" : "is not a regular file");
        }
        // What the consumer throws must not be taken for a failure of this file.
        var in = open(file, source);
        try {
            forEachLine(in, source, limits, consumer);
        } finally {
            close(in, source);
        }
    }

    private static InputStream open(Path file, String source) throws UnreadableFileException {
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new UnreadableFileException(source, "no such file", e);
        } catch (AccessDeniedException e) {
            throw new UnreadableFileException(source, "permission denied", e);
        } catch (IOException e) {
            throw new UnreadableFileException(source, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static void close(InputStream in, String source) throws UnreadableFileException {
        try {
            in.close();
        } catch (IOException e) {
            throw new UnreadableFileException(source, "cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a stream to its end.
     *
     * @param in the bundle; not closed
     * @param source its name for error messages
     * @param limits how long a line may be, and how deeply nested
     * @param consumer is given each line, in order
     * @throws UnreadableFileException if the stream cannot be read
     * @throws E as the consumer does
     */
    public static <E extends Exception> void forEachLine(
            InputStream in, String source, JsonLimits limits, LineConsumer<E> consumer)
            throws UnreadableFileException, E {
        var lines = new LineSource(in, source, limits.maxBytes());
        for (var raw = lines.next(); raw.isPresent(); raw = lines.next()) {
            if (lines.isCut()) {
                consumer.accept(UnknownLine.tooLong(
                        lines.number(),
                        source + ", line " + lines.number(),
                        "is longer than " + limits.maxBytes() + " bytes, which is the limit"));
            } else if (!isBlank(raw.get())) {
                consumer.accept(read(raw.get(), lines.number(), source, limits));
            }
        }
    }

    /**
     * Reads one line.
     *
     * @param raw the line without its line end; not copied
     * @param number its number, from 1
     * @param source the name of its bundle for error messages
     * @param limits how long it may be, and how deeply nested
     */
    static BundleLine read(byte[] raw, int number, String source, JsonLimits limits) {
        var place = source + ", line " + number;
        try {
            // Parsed twice, which is cheap beside a check of the signature, so that each form has one reader.
            var json = Json.parseObject(raw, place, limits);
            return SigstoreBundle.isMeant(json)
                    ? new SigstoreLine(number, raw, SigstoreBundle.read(raw, place, limits))
                    : new EnvelopeLine(number, raw, SignedMessage.read(json));
        } catch (MalformedJsonException | MalformedMetadataException e) {
            return new UnknownLine(number, raw, place, e.getMessage().substring(place.length() + 2));
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
