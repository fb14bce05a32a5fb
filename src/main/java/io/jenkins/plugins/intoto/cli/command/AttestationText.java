package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.option.AttestationFile;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines that a file adds to a bundle: those of a bundle, or the only envelope or Sigstore bundle that it is. */
final class AttestationText {
    private AttestationText() {}

    /** Whether a file is a bundle of lines, by its name. */
    static boolean isBundle(Path file) {
        return file.toString().endsWith(".jsonl");
    }

    /**
     * Reads a file.
     *
     * @param limits how long a line may be
     * @return its lines; what was formatted on several is put on one, with all its members
     * @throws InTotoException if it cannot be read, or is neither a bundle nor an attestation
     */
    static List<byte[]> lines(Path file, JsonLimits limits) throws InTotoException, IOException {
        if (LimitedFile.isStream(file)) {
            byte[] content = LimitedFile.read(file, limits.maxBytes());
            return AttestationFile.holdsLines(content, limits)
                    ? lines(new ByteArrayInputStream(content), file.toString(), limits)
                    : List.of(line(content, file.toString(), limits));
        }
        if (isBundle(file)) {
            try (var in = LimitedFile.open(file)) {
                return lines(in, file.toString(), limits);
            }
        }
        return List.of(line(LimitedFile.read(file, limits.maxBytes()), file.toString(), limits));
    }

    private static List<byte[]> lines(InputStream in, String source, JsonLimits limits) throws InTotoException {
        var lines = new ArrayList<byte[]>();
        BundleReader.<CommandFailedException>forEachLine(in, source, limits, line -> {
            if (line instanceof BundleLine.UnknownLine unknown && unknown.isTooLong()) {
                throw new CommandFailedException(unknown.sentence());
            }
            lines.add(line.raw());
        });
        return lines;
    }

    private static byte[] line(byte[] content, String source, JsonLimits limits) throws InTotoException {
        var json = Json.parseObject(content, source, limits);
        if (SigstoreBundle.isMeant(json)) {
            SigstoreBundle.read(content, source, limits);
        } else if (json.has("signed")) {
            throw new CommandFailedException(
                    source + ": is a Metablock; a bundle has DSSE envelopes and Sigstore bundles");
        } else {
            DsseEnvelope.read(json);
        }
        return Json.compact(json.asMap());
    }
}
