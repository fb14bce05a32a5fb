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
import java.nio.file.Path;
import java.util.ArrayList;
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
     * Reads a file; a bundle by its name, which ends with .jsonl.
     *
     * @throws InTotoException if it cannot be read, or is no bundle and neither a statement nor an envelope
     */
    public static void read(Path file, JsonLimits limits, Reader reader) throws InTotoException {
        var source = file.toString();
        if (source.endsWith(BUNDLE)) {
            BundleReader.<RuntimeException>forEachLine(file, limits, line -> read(line, source, limits, reader));
            return;
        }
        byte[] content = LimitedFile.read(file, limits.maxBytes());
        var json = Json.parseObject(content, source, limits);
        if (SigstoreBundle.isMeant(json)) {
            read(SigstoreBundle.read(content, source, limits).message(), source, reader);
        } else if (json.has("payload")) {
            read(DsseEnvelope.read(json), source, reader);
        } else {
            reader.statement(content, source);
        }
    }

    private static void read(BundleLine line, String source, JsonLimits limits, Reader reader) {
        var place = source + ", line " + line.number();
        if (line.message().isPresent()) {
            read(line.message().get(), place, reader);
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

    private static void read(DsseEnvelope message, String source, Reader reader) {
        if (message.holdsStatement()) {
            reader.statement(message.payload(), source);
        } else {
            reader.nothing(source, "holds no statement but " + message.payloadType());
        }
    }

    /**
     * The only statement of a file.
     *
     * @throws InTotoException if it cannot be read, or has none or several
     */
    public static Statement only(Path file, JsonLimits limits) throws InTotoException {
        var found = new ArrayList<byte[]>();
        var reasons = new ArrayList<String>();
        read(file, limits, new Reader() {
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
            throw new CommandFailedException(file + ": " + why(found.size(), reasons));
        }
        return Statement.read(found.get(0), file.toString(), limits);
    }

    private static String why(int count, List<String> reasons) {
        if (count > 1) {
            return "has " + count + " statements, just one is needed";
        }
        return reasons.isEmpty() ? "has no statement" : reasons.get(0);
    }
}
