package io.jenkins.plugins.intoto.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.BuildListener;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.archive.SignedFile.Kind;
import io.jenkins.plugins.intoto.archive.SignedFile.Stage;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import jenkins.model.LocalJenkins;
import jenkins.model.StandardArtifactManager;
import org.jenkinsci.plugins.workflow.flow.FlowCopier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is archived is whole or not there, and the state of the run says which, whenever Jenkins goes down. */
class ArchiveWriterTest {
    private static final String LINK = "build.12345678.link";
    private static final String BUNDLE = "app.intoto.jsonl";
    private static final KeyNames.Name NAME = new KeyNames.Name("key", "");

    @TempDir
    private Path folder;

    private LocalJenkins jenkins;
    private LocalRun run;

    @BeforeEach
    void beginBuild() throws Exception {
        jenkins = new LocalJenkins(folder);
        var job = new LocalJob("job");
        jenkins.with(job);
        run = job.build();
    }

    @AfterEach
    void stopJenkins() {
        jenkins.close();
    }

    private Path archived(String path) {
        return run.getRootDir().toPath().resolve("archive").resolve(path);
    }

    private void restart() {
        run.getActions().removeIf(RunState.class::isInstance);
    }

    private List<String> files() throws IOException {
        var root = run.getRootDir().toPath();
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private void putLink(Origin origin, String content, boolean replacing) throws Exception {
        new ArchiveWriter(run)
                .putLink(
                        origin,
                        LINK,
                        "build",
                        KeyGenerator.ed25519().publicKey(),
                        NAME,
                        replacing,
                        out -> out.write(content.getBytes(StandardCharsets.UTF_8)),
                        TaskListener.NULL);
    }

    private void attest(Origin origin, String line) throws Exception {
        var statement = Statement.of(
                List.of(ResourceDescriptor.of("app", DigestMap.ofContent(line.getBytes(StandardCharsets.UTF_8)))),
                "https://example.com/test/v1",
                new TreeMap<>());
        var signed = new ArchiveWriter.SignedLine(
                line.getBytes(StandardCharsets.UTF_8),
                statement,
                KeyGenerator.ed25519().publicKey().keyId(),
                NAME);
        new ArchiveWriter(run).putLines(origin, Map.of(BUNDLE, signed), TaskListener.NULL);
    }

    /** Leaves the run as a crash does between the note of what was signed and the archive. */
    private void crashBeforeArchiving(ThrowingRunnable work) throws Exception {
        run.replaceArtifactManager(new CrashingManager(run));
        assertThatThrownBy(work::run).isInstanceOf(Crash.class);
        run.replaceArtifactManager(null);
        restart();
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    private List<SignedFile> carryOn(Origin origin, Kind kind) throws Exception {
        return new ArchiveWriter(run).carryOn(origin, kind, Optional.empty(), TaskListener.NULL);
    }

    @Test
    void theRunKnowsItsLinksByDigestStepKeyAndNode() throws Exception {
        putLink(Origin.of("7"), "link", false);
        restart();

        assertThat(RunState.of(run).links()).singleElement().satisfies(link -> {
            assertThat(link.path()).isEqualTo("in-toto/" + LINK);
            assertThat(link.fileName()).isEqualTo(LINK);
            assertThat(link.step()).isEqualTo("build");
            assertThat(link.origin()).isEqualTo(Origin.of("7"));
            assertThat(link.stage()).isEqualTo(Stage.ARCHIVED);
        });
        assertThat(RunState.of(run).isLink(LINK, "link".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(RunState.of(run).isLink(LINK, "forged".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(RunState.of(run).isLink("other.12345678.link", "link".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(files()).containsExactly("archive/in-toto/" + LINK, "in-toto.jsonl");
    }

    @Test
    void aLinkThatWasSignedBeforeACrashIsArchivedAfterIt() throws Exception {
        crashBeforeArchiving(() -> putLink(Origin.of("7"), "link", false));
        assertThat(RunState.of(run).links()).isEmpty();

        assertThat(carryOn(Origin.of("7"), Kind.LINK)).hasSize(1);

        assertThat(archived("in-toto/" + LINK)).hasContent("link");
        assertThat(RunState.of(run).links()).hasSize(1);
        assertThat(files()).containsExactly("archive/in-toto/" + LINK, "in-toto.jsonl");
    }

    @Test
    void aLinkThatWasArchivedBeforeTheNoteOfItIsFoundAgain() throws Exception {
        crashBeforeArchiving(() -> putLink(Origin.of("7"), "link", false));
        Files.createDirectories(archived("in-toto"));
        try (var drafts = Files.list(run.getRootDir().toPath().resolve(Drafts.FOLDER))) {
            Files.move(drafts.findFirst().orElseThrow(), archived("in-toto/" + LINK));
        }

        assertThat(carryOn(Origin.of("7"), Kind.LINK)).hasSize(1);
        assertThat(RunState.of(run).links()).hasSize(1);
    }

    @Test
    void aLinkWhoseDraftIsLostIsToBeSignedAnew() throws Exception {
        crashBeforeArchiving(() -> putLink(Origin.of("7"), "link", false));
        RunFolder.delete(run.getRootDir().toPath().resolve(Drafts.FOLDER));

        assertThat(carryOn(Origin.of("7"), Kind.LINK)).isEmpty();
        putLink(Origin.of("7"), "signed again", false);
        assertThat(archived("in-toto/" + LINK)).hasContent("signed again");
    }

    @Test
    void aLineThatWasSignedBeforeACrashIsAddedOnce() throws Exception {
        attest(Origin.of("5"), "{\"n\":1}");
        crashBeforeArchiving(() -> attest(Origin.of("7"), "{\"n\":2}"));
        assertThat(new AttestationIndex(run).entries()).hasSize(1);

        assertThat(carryOn(Origin.of("7"), Kind.LINE)).hasSize(1);
        restart();
        assertThat(carryOn(Origin.of("7"), Kind.LINE)).hasSize(1);

        assertThat(archived(BUNDLE)).hasContent("{\"n\":1}\n{\"n\":2}\n");
        assertThat(new AttestationIndex(run).entries()).hasSize(2);
        assertThat(RunState.of(run).attestations()).isEqualTo(2);
    }

    @Test
    void aLineThatIsInTheBundleIsNotAddedAgainAlthoughTheNoteOfItIsMissing() throws Exception {
        crashBeforeArchiving(() -> attest(Origin.of("7"), "{\"n\":1}"));
        Files.createDirectories(archived(""));
        Files.writeString(archived(BUNDLE), "{\"n\":0}\n{\"n\":1}\n");

        assertThat(carryOn(Origin.of("7"), Kind.LINE)).hasSize(1);
        assertThat(archived(BUNDLE)).hasContent("{\"n\":0}\n{\"n\":1}\n");
    }

    @Test
    void aStepMayReplaceWhatAnEarlierAttemptOfItHasArchivedAndNobodyElseMay() throws Exception {
        putLink(new Origin("7", Map.of("3", "4")), "first attempt", false);

        assertThatThrownBy(() -> putLink(new Origin("8", Map.of("3", "4")), "same attempt", false))
                .hasMessageContaining("already");
        assertThatThrownBy(() -> putLink(Origin.of("9"), "outside", false)).hasMessageContaining("already");
        putLink(new Origin("12", Map.of("3", "10")), "second attempt", false);

        assertThat(archived("in-toto/" + LINK)).hasContent("second attempt");
        assertThat(RunState.of(run).links()).hasSize(1);
    }

    @Test
    void aRunThatIsRestartedFromAStageMayReplaceWhatWasCopied() throws Exception {
        putLink(Origin.of("7"), "of the first run", false);
        attest(Origin.of("9"), "{}");
        var original = run;
        run = run.getParent().build();
        Files.createDirectories(archived("in-toto"));
        Files.writeString(archived("in-toto/" + LINK), "of the first run");
        FlowCopier.ByRun copier = new RestartedRun();
        copier.copy(original, run, TaskListener.NULL);
        restart();

        assertThat(RunState.of(run).isLink(LINK, "of the first run".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(RunState.of(run).keys()).isEqualTo(RunState.of(original).keys());
        assertThat(RunState.of(run).attestations()).isEqualTo(1);
        assertThat(new AttestationIndex(run).entries())
                .isEqualTo(new AttestationIndex(original).entries())
                .hasSize(1);
        assertThat(RunState.of(run).reserve("in-toto/" + LINK, Origin.of("7"))).isTrue();
        putLink(Origin.of("7"), "of the second run", false);

        assertThat(archived("in-toto/" + LINK)).hasContent("of the second run");
        assertThat(RunState.of(run).links()).hasSize(1);
        assertThat(RunState.of(run).isLink(LINK, "of the second run".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @Test
    void theEndOfTheRunSettlesWhatNobodyCarriesOn() throws Exception {
        putLink(Origin.of("5"), "good", false);
        crashBeforeArchiving(() -> putLink(Origin.of("7"), "better", true));
        Files.createDirectories(run.getRootDir().toPath().resolve(MaterialsFile.DIRECTORY));
        Files.writeString(archived(".in-toto-abc"), "half");

        new RunCleanup().onFinalized(run);

        assertThat(files()).containsExactly("archive/in-toto/" + LINK, "in-toto.jsonl");
        assertThat(archived("in-toto/" + LINK)).hasContent("good");
        assertThat(RunState.of(run).isLink(LINK, "good".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThatThrownBy(() -> putLink(Origin.of("9"), "late", true)).hasMessage("[in-toto] the step has ended");
    }

    @Test
    void whatABuildLeftThatWentDownWithJenkinsIsDeletedWhenItStarts() throws Exception {
        crashBeforeArchiving(() -> putLink(Origin.of("7"), "link", false));
        run.getActions().clear();
        run.setResult(hudson.model.Result.FAILURE);

        RunCleanup.AtStart.tidyAll();

        assertThat(files()).containsExactly("in-toto.jsonl");
    }

    /** A freestyle build has no build.xml until it ends. */
    @Test
    void whatABuildLeftThatIsNotKnownAnyMoreIsDeletedWhenJenkinsStarts() throws Exception {
        crashBeforeArchiving(() -> putLink(Origin.of("7"), "link", false));
        MaterialsFile.of(run, Origin.of("7")).write(Artifacts.builder().build());
        run.getParent().getBuildsAsMap().clear();

        RunCleanup.AtStart.tidyAll();

        assertThat(files()).containsExactly("in-toto.jsonl");
    }

    @Test
    void aRunThatGoesOnKeepsWhatItNeedsWhenJenkinsStarts() throws Exception {
        crashBeforeArchiving(() -> putLink(Origin.of("7"), "link", false));

        RunCleanup.AtStart.tidyAll();

        assertThat(carryOn(Origin.of("7"), Kind.LINK)).hasSize(1);
    }

    @Test
    void anArchiveThatCannotBeWrittenIsNamedAndKeepsWhatItHolds() throws Exception {
        putLink(Origin.of("5"), "good", false);
        Files.move(archived("in-toto"), archived("kept"));
        Files.writeString(archived("in-toto"), "a file");

        assertThatThrownBy(() -> putLink(Origin.of("7"), "better", true))
                .hasMessage("archive/in-toto: is not a directory");
        assertThat(files()).doesNotContain("in-toto-drafts").contains("archive/kept/" + LINK);
    }

    @Test
    void aSnapshotThatWasCutShortIsNamed() throws Exception {
        var materials = MaterialsFile.of(run, Origin.of("7"));
        materials.write(Artifacts.builder().build());
        Files.write(run.getRootDir().toPath().resolve("in-toto-materials/7"), new byte[] {1, 2, 3});

        assertThatThrownBy(materials::read).hasMessage("in-toto-materials/7: the snapshot of the materials is damaged");
    }

    @Test
    void aRunThatWasDeletedDoesNotComeBack() throws Exception {
        RunFolder.delete(run.getRootDir().toPath());

        assertThatThrownBy(() -> putLink(Origin.of("7"), "link", false)).isInstanceOf(IOException.class);
        assertThat(run.getRootDir()).doesNotExist();
    }

    @Test
    void noLinkInTheArchiveLeadsOutOfIt() throws Exception {
        var outside = Files.createDirectory(folder.resolve("outside"));
        Files.createDirectories(archived(""));
        Files.createSymbolicLink(archived("in-toto"), outside);

        assertThatThrownBy(() -> putLink(Origin.of("7"), "link", false)).hasMessageContaining("is not a directory");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aJournalThatWasCutOffWithinALetterIsReadAsFarAsItIsWhole() throws Exception {
        putLink(Origin.of("5"), "good", false);
        var journal = run.getRootDir().toPath().resolve("in-toto.jsonl");
        Files.write(journal, new byte[] {'{', '"', (byte) 0xC3}, StandardOpenOption.APPEND);
        restart();

        assertThat(RunState.of(run).links()).hasSize(1);
    }

    @Test
    void aJournalThatWasCutOffIsCarriedOn() throws Exception {
        putLink(Origin.of("5"), "good", false);
        var journal = run.getRootDir().toPath().resolve("in-toto.jsonl");
        Files.writeString(journal, "{\"event\":\"SIG", StandardOpenOption.APPEND);
        restart();

        attest(Origin.of("7"), "{\"n\":1}");
        restart();

        assertThat(RunState.of(run).links()).hasSize(1);
        assertThat(RunState.of(run).attestations()).isEqualTo(1);
        assertThat(Files.readAllLines(journal)).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    @Test
    void otherStoragesAreReadBackAndWrittenAgain() throws Exception {
        var manager = new HalvingManager(run, 1);
        run.replaceArtifactManager(manager);

        putLink(Origin.of("7"), "link", false);

        assertThat(manager.archived).isEqualTo(2);
        assertThat(archived("in-toto/" + LINK)).hasContent("link");
    }

    @Test
    void aStorageThatNeverKeepsWhatItGetsFailsTheStep() throws Exception {
        run.replaceArtifactManager(new HalvingManager(run, Integer.MAX_VALUE));

        assertThatThrownBy(() -> putLink(Origin.of("7"), "link", false))
                .hasMessage("in-toto/" + LINK + " was archived twice, and is not what was written");
        assertThat(RunState.of(run).links()).isEmpty();
    }

    @Test
    void branchesThatAddToOneBundleWaitForEachOther() throws Exception {
        var manager = new SlowManager(run);
        run.replaceArtifactManager(manager);
        var first = new Thread(() -> quietly(() -> attest(Origin.of("5"), "{\"n\":1}")));
        first.start();
        manager.begun.await();
        // Nobody waits for the lock of the state meanwhile.
        assertThat(RunState.of(run).attestations()).isZero();
        var second = new Thread(() -> quietly(() -> attest(Origin.of("7"), "{\"n\":2}")));
        second.start();
        manager.go.countDown();
        first.join();
        second.join();

        assertThat(archived(BUNDLE)).hasContent("{\"n\":1}\n{\"n\":2}\n");
    }

    /** Ed25519 signs the same alike. */
    @Test
    void branchesThatSignTheSameHaveALineEach() throws Exception {
        var manager = new SlowManager(run);
        run.replaceArtifactManager(manager);
        var first = new Thread(() -> quietly(() -> attest(Origin.of("5"), "{\"n\":1}")));
        first.start();
        manager.begun.await();
        var failed = new AtomicReference<Throwable>();
        var second = new Thread(() -> quietly(() -> attest(Origin.of("7"), "{\"n\":1}")));
        second.setUncaughtExceptionHandler((thread, failure) -> failed.set(failure));
        second.start();
        while (second.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        manager.go.countDown();
        first.join();
        second.join();

        assertThat(failed.get()).isNull();
        assertThat(archived(BUNDLE)).hasContent("{\"n\":1}\n{\"n\":1}\n");
    }

    private static void quietly(ThrowingRunnable work) {
        try {
            work.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Jenkins goes down: nothing that comes after is done. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final class CrashingManager extends StandardArtifactManager {
        CrashingManager(Run<?, ?> build) {
            super(build);
        }

        @Override
        public void archive(FilePath from, Launcher launcher, BuildListener listener, Map<String, String> files) {
            throw new Crash();
        }
    }

    private static final class HalvingManager extends StandardArtifactManager {
        private final int times;
        private int archived;

        HalvingManager(Run<?, ?> build, int times) {
            super(build);
            this.times = times;
        }

        @Override
        public void archive(FilePath from, Launcher launcher, BuildListener listener, Map<String, String> files)
                throws IOException, InterruptedException {
            super.archive(from, launcher, listener, files);
            if (archived++ < times) {
                for (var file : files.keySet()) {
                    var there = build.getRootDir().toPath().resolve("archive").resolve(file);
                    Files.writeString(there, Files.readString(there).substring(1));
                }
            }
        }
    }

    private static final class SlowManager extends StandardArtifactManager {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);

        SlowManager(Run<?, ?> build) {
            super(build);
        }

        @Override
        public void archive(FilePath from, Launcher launcher, BuildListener listener, Map<String, String> files)
                throws IOException, InterruptedException {
            begun.countDown();
            go.await();
            super.archive(from, launcher, listener, files);
        }
    }
}
