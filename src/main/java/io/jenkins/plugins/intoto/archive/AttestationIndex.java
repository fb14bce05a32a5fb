package io.jenkins.plugins.intoto.archive;

import hudson.model.Run;
import io.jenkins.plugins.intoto.json.Json;
import io.jenkins.plugins.intoto.json.JsonLimits;
import io.jenkins.plugins.intoto.json.MalformedJsonException;
import io.jenkins.plugins.intoto.key.KeyId;
import io.jenkins.plugins.intoto.statement.Statement;
import io.jenkins.plugins.intoto.statement.Timestamps;
import io.jenkins.plugins.intoto.verify.KeyNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Which artifacts of a run were attested, in a file of the run's folder: one line of JSON for each subject of each
 * attestation. It lets the digest of an artifact be looked up without opening bundles, and outlives them.
 */
public final class AttestationIndex {
    private static final String FILE = "in-toto-attestations.jsonl";
    private static final JsonLimits LIMITS = new JsonLimits(1L << 20, 8);
    private static final Logger LOGGER = Logger.getLogger(AttestationIndex.class.getName());

    /** Entries beyond these are written but not looked at. */
    private static final int MOST = 50_000;

    /**
     * One subject of one attestation.
     *
     * @param artifact the name of the artifact
     * @param sha256 its digest
     * @param predicateType what was said of it
     * @param bundle the path of the bundle among the artifacts of the run
     * @param keyId the id of the key that signed; empty if that was made for one signature alone
     * @param signer who signed: what the key is called, or whom its certificate names; empty if that is not known
     * @param time when
     */
    public record Entry(
            String artifact,
            String sha256,
            String predicateType,
            String bundle,
            String keyId,
            String signer,
            String time) {}

    private final Path file;

    /**
     * @param run the run
     */
    public AttestationIndex(Run<?, ?> run) {
        file = run.getRootDir().toPath().resolve(FILE);
    }

    /**
     * Takes note of attestations. Callers see to it that only one does so at a time.
     *
     * @param statements the path of each bundle among the artifacts, and what was signed and added to it
     * @param keyId the id of the key that signed them
     * @param signer what the key is called
     * @throws IOException if it cannot be written
     */
    public void add(Map<String, Statement> statements, KeyId keyId, KeyNames.Name signer) throws IOException {
        var lines = new ByteArrayOutputStream();
        var time = Timestamps.format(Instant.now());
        for (var entry : statements.entrySet()) {
            for (var subject : entry.getValue().subjects()) {
                var line = new TreeMap<String, Object>();
                line.put("artifact", subject.name().orElse(""));
                line.put("sha256", subject.digest().value("sha256").orElse(""));
                line.put("predicateType", entry.getValue().predicateType());
                line.put("bundle", entry.getKey());
                line.put("keyId", keyId.value());
                line.put("signer", signer.name());
                line.put("time", time);
                lines.write(Json.compact(line));
                lines.write('\n');
            }
        }
        Files.write(file, lines.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * The first {@value #MOST} entries in the order in which they were made; none if the run has attested nothing.
     *
     * @throws IOException if the file cannot be read
     */
    public List<Entry> entries() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        var entries = new ArrayList<Entry>();
        try (var lines = Files.newBufferedReader(file)) {
            for (var line = lines.readLine(); line != null && entries.size() < MOST; line = lines.readLine()) {
                entry(line).ifPresent(entries::add);
            }
        }
        return List.copyOf(entries);
    }

    /** A line that was cut off when the controller went down is none. */
    private Optional<Entry> entry(String line) {
        try {
            var json = Json.parseObject(line.getBytes(StandardCharsets.UTF_8), file.toString(), LIMITS);
            return Optional.of(new Entry(
                    json.string("artifact"),
                    json.string("sha256"),
                    json.string("predicateType"),
                    json.string("bundle"),
                    json.string("keyId"),
                    json.string("signer", ""),
                    json.string("time")));
        } catch (MalformedJsonException e) {
            LOGGER.log(Level.FINE, "passed over a line", e);
            return Optional.empty();
        }
    }
}
