package io.jenkins.plugins.intoto.archive;

import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.SignedFile.Kind;
import io.jenkins.plugins.intoto.archive.SignedFile.Stage;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import jenkins.model.LocalJenkins;

/**
 * Looking up artifacts by their digests in {@code FOLDER}, the home of a Jenkins with 100,000 attestations: by the index of
 * Jenkins against reading the journals of all builds of one job out of a hundred.
 */
public final class SearchByDigest {
    private static final int JOBS = 100;
    private static final int BUILDS = 200;
    private static final int ARTIFACTS = 5;
    private static final int WARM_UP = 200;
    private static final int ROUNDS = 9;
    private static final int LOOK_UPS = 200;

    private SearchByDigest() {}

    public static void main(String[] arguments) throws Exception {
        try (var jenkins = new LocalJenkins(Path.of(arguments[0]))) {
            var index = new DigestIndex();
            var jobs = new ArrayList<LocalJob>();
            for (int i = 0; i < JOBS; i++) {
                var job = new LocalJob("job" + i);
                jenkins.with(job);
                jobs.add(job);
                for (int k = 0; k < BUILDS; k++) {
                    attest(job.build());
                }
            }
            jenkins.with((Object) index);
            long start = System.nanoTime();
            index.beginRebuild();
            while (index.rebuilding().orElseThrow().isRunning()) {
                Thread.sleep(10);
            }
            System.out.printf(
                    Locale.ROOT,
                    "index of %,d attestations made anew in %.1f s%n",
                    index.rebuilding().orElseThrow().attestations(),
                    (System.nanoTime() - start) / 1e9);

            time(index, WARM_UP);
            scan(jobs.get(0), digest(0, 1, 0));
            var lookUps = new ArrayList<Long>();
            var scans = new ArrayList<Long>();
            for (int round = 0; round < ROUNDS; round++) {
                lookUps.add(time(index, LOOK_UPS) / LOOK_UPS);
                long begin = System.nanoTime();
                scan(jobs.get(round), digest(round, 1 + round, 0));
                scans.add(System.nanoTime() - begin);
            }
            double lookUp = median(lookUps) / 1e6;
            double scan = median(scans) / 1e6;
            System.out.printf(
                    Locale.ROOT,
                    "look-up in the index %.3f ms; journals of one job of %d builds %.3f ms; ratio %.4f%n",
                    lookUp,
                    BUILDS,
                    scan,
                    lookUp / scan);
        }
    }

    private static String digest(int job, int build, int artifact) {
        var content = "job" + job + " #" + build + " " + artifact;
        return HexFormat.of()
                .formatHex(DigestAlgorithm.SHA256.newDigest().digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** What an attestation writes into the journal, without the rest of the archive. */
    private static void attest(LocalRun run) throws Exception {
        var subjects = new ArrayList<ResourceDescriptor>();
        for (int i = 0; i < ARTIFACTS; i++) {
            var content = run.getParent().getName() + " #" + run.getNumber() + " " + i;
            subjects.add(ResourceDescriptor.of(
                    "target/part" + i + ".jar", DigestMap.ofContent(content.getBytes(StandardCharsets.UTF_8))));
        }
        var line = new ArchiveWriter.SignedLine(
                new byte[0],
                Statement.of(subjects, "https://slsa.dev/provenance/v1", new TreeMap<>()),
                new KeyId("ab"),
                new KeyNames.Name("key", ""));
        var file = new SignedFile(
                Kind.LINE,
                "target/app.intoto.jsonl",
                digest(0, run.getNumber(), -1),
                "",
                "ab",
                Origin.of("3"),
                Stage.ARCHIVED);
        SignedFiles.of(new RunJournal(run)).add(List.of(file), AttestationIndex.lines(file, line));
    }

    private static long time(DigestIndex index, int lookUps) throws IOException {
        long start = System.nanoTime();
        for (int i = 0; i < lookUps; i++) {
            int job = i % JOBS;
            int build = 1 + i * 7 % BUILDS;
            requireOne(index.find(digest(job, build, i % ARTIFACTS), 0).hits().size());
        }
        return System.nanoTime() - start;
    }

    private static void scan(LocalJob job, String digest) throws IOException {
        int found = 0;
        for (int build : AttestationIndex.buildsOf(job)) {
            Run<?, ?> run = job.getBuildByNumber(build);
            found += new AttestationIndex(run).entriesOf(digest).size();
        }
        requireOne(found);
    }

    private static void requireOne(int found) {
        if (found != 1) {
            throw new IllegalStateException(found + " found");
        }
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }
}
