package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds statements in files: bare, in an envelope, in a Sigstore bundle, or in a bundle of such lines. */
public final class AttestationFile {
    private static final String BUNDLE = ".jsonl";

    /** What is done with the statements of a file. */
    public interface Reader {
        /**
         * @param json what should be a statement, unread
         * @param source the file, and in bundles the line
         */
        void statement(byte[] json, String source);

        /**
         * @param source the file, and in bundles the line
         * @param reason why there is no statement
         */
        void nothing(String source, String reason);
    }

    private AttestationFile() {}

    /**
     * Reads a file; a bundle by its name, which ends with .jsonl, or if it comes from a pipe, by having more than one line of
     * JSON.
     *
     * @throws InTotoException if it cannot be read, or is neither a bundle nor a statement nor an envelope
     */
    public static void read(Path file, JsonLimits limits, Reader reader) throws InTotoException {
        var source = file.toString();
        if (source.endsWith(BUNDLE)) {
            BundleReader.<RuntimeException>forEachLine(file, limits, line -> read(line, source, limits, reader));
            return;
        }
        byte[] content = LimitedFile.read(file, limits.maxBytes());
        if (LimitedFile.isStream(file) && holdsLines(content, limits)) {
            BundleReader.<RuntimeException>forEachLine(
                    new ByteArrayInputStream(content), source, limits, line -> read(line, source, limits, reader));
            return;
        }
        read(content, source, limits, reader);
    }

    /** Whether it is not a document but lines, of which the first is one. */
    public static boolean holdsLines(byte[] content, JsonLimits limits) {
        try {
            Json.parseObject(content, "", limits);
            return false;
        } catch (MalformedJsonException whole) {
            try {
                int end = 0;
                while (end < content.length && content[end] != '\n') {
                    end++;
                }
                Json.parseObject(Arrays.copyOf(content, end), "", limits);
                return true;
            } catch (MalformedJsonException line) {
                return false; // what is wrong is said of the whole
            }
        }
    }

    private static void read(byte[] content, String source, JsonLimits limits, Reader reader) throws InTotoException {
        var json = Json.parseObject(content, source, limits);
        if (SigstoreBundle.isMeant(json)) {
            read(SigstoreBundle.read(content, source, limits).envelope(), source, reader);
        } else if (json.has("payload")) {
            read(DsseEnvelope.read(json), source, reader);
        } else {
            reader.statement(content, source);
        }
    }

    private static void read(BundleLine line, String source, JsonLimits limits, Reader reader) {
        var place = source + ", line " + line.number();
        if (line.envelope().isPresent()) {
            read(line.envelope().get(), place, reader);
        } else if (line instanceof BundleLine.UnknownLine unknown) {
            if (isBareStatement(unknown, limits)) {
                reader.statement(unknown.raw(), place);
            } else {
                reader.nothing(place, unknown.reason());
            }
        }
    }

    private static boolean isBareStatement(BundleLine.UnknownLine line, JsonLimits limits) {
        if (line.isTooLong()) {
            return false;
        }
        try {
            var json = Json.parseObject(line.raw(), "line", limits);
            return json.has("_type") && (json.has("predicateType") || json.has("subject"));
        } catch (MalformedJsonException e) {
            return false; // the line's own reason says so
        }
    }

    private static void read(DsseEnvelope envelope, String source, Reader reader) {
        if (envelope.holdsStatement()) {
            reader.statement(envelope.payload(), source);
        } else {
            reader.nothing(source, "holds no statement but " + envelope.payloadType());
        }
    }

    /**
     * The only statement of a file.
     *
     * @throws InTotoException if it cannot be read, or has none or several
     */
    public static Statement only(Path file, JsonLimits limits) throws InTotoException {
        return only(file.toString(), limits, reader -> read(file, limits, reader));
    }

    /**
     * The only statement of the content of a file.
     *
     * @param source the name of the file
     * @throws InTotoException if it has none
     */
    public static Statement only(byte[] content, String source, JsonLimits limits) throws InTotoException {
        return only(source, limits, reader -> read(content, source, limits, reader));
    }

    private interface Source {
        void read(Reader reader) throws InTotoException;
    }

    private static Statement only(String name, JsonLimits limits, Source statements) throws InTotoException {
        var found = new ArrayList<byte[]>();
        var reasons = new ArrayList<String>();
        statements.read(new Reader() {
            @Override
            public void statement(byte[] json, String source) {
                found.add(json);
            }

            @Override
            public void nothing(String source, String reason) {
                reasons.add(reason);
            }
        });
        if (found.size() != 1) {
            throw new CommandFailedException(name + ": " + why(found.size(), reasons));
        }
        return Statement.read(found.get(0), name, limits);
    }

    private static String why(int count, List<String> reasons) {
        if (count > 1) {
            return "has " + count + " statements, just one is needed";
        }
        return reasons.isEmpty() ? "has no statement" : reasons.get(0);
    }
}
