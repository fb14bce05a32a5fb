package io.jenkins.plugins.intoto.archive;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.SignedFile.Kind;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.statement.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which artifacts of a run were attested, in the {@linkplain RunJournal journal} of the run: one line for each subject of each
 * attestation. It lets the digest of an artifact be looked up without opening bundles, and outlives them.
 */
public final class AttestationIndex {
    /** How many entries are listed at most; those beyond are found by their digests all the same. */
    public static final int MOST = 50_000;

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
     * @param line the SHA-256 of the line of the bundle that holds it, without its end, in hexadecimal
     */
    public record Entry(
            String artifact,
            String sha256,
            String predicateType,
            String bundle,
            String keyId,
            String signer,
            String time,
            String line) {}

    private final RunJournal journal;

    /**
     * @param run the run
     */
    public AttestationIndex(Run<?, ?> run) {
        journal = new RunJournal(run);
    }

    /** The lines of the journal about an attestation that is to be archived. */
    static List<Map<String, Object>> lines(SignedFile file, ArchiveWriter.SignedLine signed) {
        var lines = new ArrayList<Map<String, Object>>();
        var time = Timestamps.format(Instant.now());
        for (var subject : signed.statement().subjects()) {
            var line = new TreeMap<String, Object>();
            line.put("artifact", subject.name().orElse(""));
            line.put("sha256", subject.digest().value("sha256").orElse(""));
            line.put("predicateType", signed.statement().predicateType());
            line.put("bundle", file.path());
            line.put("keyId", file.signer());
            line.put("signer", signed.name().name());
            line.put("time", time);
            line.put("line", file.sha256());
            lines.add(line);
        }
        return lines;
    }

    /**
     * The builds of a job that have attested anything, the newest first.
     *
     * @param job the job
     * @return their numbers
     * @throws IOException if the folder of the builds cannot be listed
     */
    public static List<Integer> buildsOf(Job<?, ?> job) throws IOException {
        var folder = job.getBuildDir().toPath();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var builds = Files.list(folder)) {
            return builds.filter(build -> build.getFileName().toString().matches("[1-9][0-9]{0,8}"))
                    .filter(build -> Files.exists(build.resolve(RunJournal.NAME)))
                    .map(build -> Integer.valueOf(build.getFileName().toString()))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * The first {@value #MOST} entries in the order in which they were made; none if the run has attested nothing.
     *
     * @throws IOException if the file cannot be read
     */
    public List<Entry> entries() throws IOException {
        return entries(entry -> true);
    }

    /**
     * The first {@value #MOST} entries about an artifact, in the order in which they were made.
     *
     * @param sha256 the digest of the artifact
     * @throws IOException if the file cannot be read
     */
    public List<Entry> entriesOf(String sha256) throws IOException {
        return entries(entry -> entry.sha256().equals(sha256));
    }

    /**
     * The first {@value #MOST} entries of one attestation, one for each of its subjects.
     *
     * @param line the SHA-256 of the line that holds it, in lower-case hexadecimal
     * @throws IOException if the file cannot be read
     */
    public List<Entry> entriesOfLine(String line) throws IOException {
        return entries(entry -> entry.line().equals(line));
    }

    /**
     * The bundles with attestations about any of some artifacts.
     *
     * @param sha256 the digests of the artifacts
     * @return the paths of the bundles among the artifacts of the run
     * @throws IOException if the file cannot be read
     */
    public Set<String> bundlesOf(Set<String> sha256) throws IOException {
        var bundles = new LinkedHashSet<String>();
        forEach(entry -> {
            if (sha256.contains(entry.sha256())) {
                bundles.add(entry.bundle());
            }
            return true;
        });
        return bundles;
    }

    private List<Entry> entries(Predicate<Entry> wanted) throws IOException {
        var entries = new LinkedHashSet<Entry>();
        forEach(entry -> {
            if (wanted.test(entry)) {
                entries.add(entry);
            }
            return entries.size() < MOST;
        });
        return List.copyOf(entries);
    }

    /** Passes the entries by until one of them is not to be followed by another. */
    private void forEach(Predicate<Entry> reader) throws IOException {
        var archived = new HashSet<String>();
        SignedFiles.of(journal)
                .all(file -> file.kind() == Kind.LINE && file.isArchived())
                .forEach(file -> archived.add(file.sha256()));
        journal.forEach(line -> {
            var entry = entry(line);
            // Those of an attestation that could not be archived stand there too.
            return entry.isEmpty() || !archived.contains(line.asMap().get("line")) || reader.test(entry.get());
        });
    }

    /** The lines of a journal that are entries, as they stand there. */
    static List<Map<String, Object>> lines(RunJournal journal) throws IOException {
        var lines = new ArrayList<Map<String, Object>>();
        journal.forEach(line -> {
            if (entry(line).isPresent()) {
                lines.add(line.asMap());
            }
            return true;
        });
        return lines;
    }

    private static Optional<Entry> entry(JsonObject json) throws MalformedJsonException {
        if (!json.has("artifact")) {
            return Optional.empty();
        }
        return Optional.of(new Entry(
                json.string("artifact"),
                json.string("sha256"),
                json.string("predicateType"),
                json.string("bundle"),
                json.string("keyId"),
                json.string("signer"),
                json.string("time"),
                json.string("line")));
    }
}
