package io.jenkins.plugins.intoto.engine.bundle;

import io.jenkins.plugins.intoto.engine.bundle.BundleLine.EnvelopeLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine.SigstoreLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine.UnknownLine;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads bundles line by line (in-toto attestation framework, bundle v1); no more than one line is held at a time. Blank
 * lines are passed over, and a line that is not understood, or too long, is not an error: anybody may add one. An envelope or
 * Sigstore bundle that was formatted on several lines, by jq for one, is taken for the one line that it should be.
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
        // What the consumer throws must not be taken for a failure of this file.
        var in = open(file);
        try {
            forEachLine(in, file.toString(), limits, consumer);
        } finally {
            close(in, file.toString());
        }
    }

    /**
     * Opens a file.
     *
     * @param file the bundle; a file, a pipe or standard input
     * @throws UnreadableFileException if the file cannot be read
     */
    public static InputStream open(Path file) throws UnreadableFileException {
        return LimitedFile.open(file);
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
        var next = lines.next();
        while (next.isPresent()) {
            if (lines.isCut()) {
                consumer.accept(tooLong(lines, source, limits));
            } else if (!isBlank(next.get())) {
                var line = read(next.get(), lines.number(), source, limits);
                if (line instanceof UnknownLine && DocumentLines.isBegun(next.get())) {
                    acceptDocument(next.get(), lines, source, limits, consumer);
                } else {
                    consumer.accept(line);
                }
            }
            next = lines.next();
        }
    }

    /** Takes in what begins on a line and does not end there: one document, if it is an attestation, or just lines. */
    private static <E extends Exception> void acceptDocument(
            byte[] begin, LineSource lines, String source, JsonLimits limits, LineConsumer<E> consumer)
            throws UnreadableFileException, E {
        int number = lines.number();
        var document = new DocumentLines(begin);
        while (document.isOpen() && document.length() <= limits.maxBytes()) {
            var next = lines.next();
            if (next.isEmpty()) {
                break;
            }
            if (lines.isCut() || isByItself(next.get(), source, limits)) {
                lines.unread();
                break;
            }
            document.add(next.get());
        }
        var whole = document.isComplete() ? document(document, number, source, limits) : Optional.<BundleLine>empty();
        if (whole.isPresent()) {
            consumer.accept(whole.get());
            return;
        }
        int each = number;
        for (byte[] line : document.lines()) {
            if (!isBlank(line)) {
                consumer.accept(read(line, each, source, limits));
            }
            each++;
        }
    }

    private static BundleLine tooLong(LineSource lines, String source, JsonLimits limits) {
        return UnknownLine.tooLong(
                lines.number(),
                source + ", line " + lines.number(),
                "is longer than " + limits.maxBytes() + " bytes, which is the limit");
    }

    /**
     * Whether a line is none that continues another: who formats an object indents those within it. Else whoever adds lines
     * around others could make them part of something.
     */
    private static boolean isByItself(byte[] line, String source, JsonLimits limits) {
        return line.length > 0 && line[0] == '{'
                || DocumentLines.mayBeWhole(line) && !(read(line, 1, source, limits) instanceof UnknownLine);
    }

    /** An attestation of several lines, as one line with all its members. */
    private static Optional<BundleLine> document(DocumentLines lines, int number, String source, JsonLimits limits) {
        try {
            byte[] line =
                    Json.compact(Json.parseObject(lines.text(), source, limits).asMap());
            var read = read(line, number, source, limits);
            return read instanceof UnknownLine ? Optional.empty() : Optional.of(read);
        } catch (MalformedJsonException e) {
            return Optional.empty(); // each of its lines will say what is wrong
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
                    : new EnvelopeLine(number, raw, DsseEnvelope.read(json));
        } catch (MalformedJsonException e) {
            return unknown(number, raw, place, e.pointer(), e.reason());
        } catch (MalformedMetadataException e) {
            return unknown(number, raw, place, e.pointer(), e.reason());
        }
    }

    private static BundleLine unknown(int number, byte[] raw, String place, String pointer, String reason) {
        return new UnknownLine(number, raw, place, (pointer.isEmpty() ? "" : pointer + ": ") + reason);
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
