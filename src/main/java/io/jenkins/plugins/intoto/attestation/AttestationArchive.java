package io.jenkins.plugins.intoto.attestation;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.archive.ArchiveWriter;
import io.jenkins.plugins.intoto.archive.Origin;
import io.jenkins.plugins.intoto.archive.SignedFile;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.bundle.BundleFile;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where the signed statements of one step go in a run: bundles among its artifacts, its index, its page. */
public final class AttestationArchive {
    private final ArchiveWriter archive;
    private final TaskListener listener;
    private final Origin origin;

    /**
     * @param run the run that attests
     * @param listener its console
     * @param origin tells the step from others of the run
     */
    public AttestationArchive(Run<?, ?> run, TaskListener listener, Origin origin) {
        this.archive = new ArchiveWriter(run);
        this.listener = listener;
        this.origin = origin;
    }

    /**
     * Carries on where the step was interrupted by the end of Jenkins, so that nothing is signed twice.
     *
     * @return the lines that it had signed, which are archived now; empty if it had signed nothing yet
     */
    public List<SignedFile> carryOn() throws IOException, InterruptedException {
        return archive.carryOn(origin, SignedFile.Kind.LINE, Optional.empty(), listener);
    }

    /**
     * The lines in which an earlier attempt of a {@code retry} around the step has signed the same statements with the same key.
     *
     * @param statements the path of each bundle among the artifacts, and what would go into it
     * @param keyId the id of the key; empty if each signature has a key of its own
     * @return the path of each bundle and the line; empty if one of the statements was not signed before
     * @throws IOException if the archive or the journal cannot be read
     */
    Map<String, byte[]> signedBefore(Map<String, Statement> statements, KeyId keyId) throws IOException {
        var lines = new TreeMap<String, byte[]>();
        for (var file : archive.ofEarlierAttempts(origin)) {
            var statement = statements.get(file.path());
            var line = statement == null || !file.signer().equals(keyId.value()) || lines.containsKey(file.path())
                    ? Optional.<byte[]>empty()
                    : archive.line(file);
            if (line.isPresent() && Arrays.equals(ImageAttachment.payload(line.get()), statement.toJson())) {
                lines.put(file.path(), line.get());
            }
        }
        return lines.keySet().equals(statements.keySet()) ? lines : Map.of();
    }

    /**
     * Lines that are archived.
     *
     * @throws IOException if one of them is not there any more, or cannot be read
     */
    public List<byte[]> lines(List<SignedFile> files) throws IOException {
        var lines = new ArrayList<byte[]>();
        for (var file : files) {
            lines.add(archive.line(file)
                    .orElseThrow(() -> new IOException(file.path() + " no longer has the line that was signed")));
        }
        return lines;
    }

    /**
     * The lines that the step has signed and archived by now.
     *
     * @throws IOException if that cannot be read
     */
    public List<SignedFile> archived() throws IOException {
        return archive.linesOf(origin);
    }

    /**
     * Signs statements and adds each to its bundle: all of them, or none if one cannot be signed.
     *
     * @param statements the path of each bundle among the artifacts, and what goes into it
     * @return who signed each
     * @throws InTotoException if the key or a service does not do its part
     */
    public Map<String, StatementSigner.Signed> sign(Map<String, Statement> statements, StatementSigner signer)
            throws InTotoException, IOException, InterruptedException {
        var signed = new TreeMap<String, StatementSigner.Signed>();
        var limits = AttestationConfiguration.get().lineLimits();
        var lines = new TreeMap<String, ArchiveWriter.SignedLine>();
        for (var entry : statements.entrySet()) {
            BundleFile.requireFitting(entry.getValue().toJson().length, limits, entry.getKey());
            var each = signer.sign(entry.getValue());
            signed.put(entry.getKey(), each);
            lines.put(
                    entry.getKey(),
                    new ArchiveWriter.SignedLine(each.line(), entry.getValue(), each.keyId(), each.name()));
        }
        archive.putLines(origin, lines, listener);
        return signed;
    }
}
