package io.jenkins.plugins.intoto.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.BuildListener;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import io.jenkins.plugins.intoto.archive.DigestIndex.Hits;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalRun;
import io.jenkins.plugins.intoto.jenkinsapi.LocalUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import jenkins.model.LocalJenkins;
import jenkins.model.StandardArtifactManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;

/** What is attested is found by its digest, wherever the job is by then, and by nobody who may not know. */
class DigestIndexTest {
    private static final String APP = sha256("app");

    @TempDir
    private Path folder;

    private final ExecutorService background = Executors.newCachedThreadPool();

    private LocalJenkins jenkins;
    private LocalJob job;
    private DigestIndex index;

    @BeforeEach
    void start() {
        jenkins = new LocalJenkins(folder);
        job = new LocalJob("team/app");
        jenkins.with(job);
        restart();
        jenkins.with((Object) index);
    }

    @AfterEach
    void stop() throws InterruptedException {
        background.shutdown();
        assertThat(background.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        System.clearProperty("hudson.security.ArtifactsPermission");
        jenkins.close();
    }

    private static String sha256(String content) {
        return DigestMap.ofContent(content.getBytes(StandardCharsets.UTF_8))
                .value("sha256")
                .orElseThrow();
    }

    private static LocalRun attest(LocalRun run, String... contents) throws Exception {
        return attest(
                run,
                Arrays.stream(contents)
                        .map(content -> subject(content, content))
                        .toList());
    }

    private static ResourceDescriptor subject(String name, String content) {
        return ResourceDescriptor.of(name, DigestMap.ofContent(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static LocalRun attest(LocalRun run, List<ResourceDescriptor> subjects) throws Exception {
        var statement = Statement.of(subjects, "https://example.com/test/v1", new TreeMap<>());
        var line = new ArchiveWriter.SignedLine(
                ("{\"of\":\"" + run + subjects + "\"}").getBytes(StandardCharsets.UTF_8),
                statement,
                new KeyId("ab"),
                new KeyNames.Name("key", ""));
        new ArchiveWriter(run).putLines(Origin.of("3"), Map.of("app.intoto.jsonl", line), TaskListener.NULL);
        return run;
    }

    private Hits find(String sha256) throws IOException {
        return index.find(sha256, 0);
    }

    private List<String> builds(String sha256) throws IOException {
        return find(sha256).hits().stream()
                .map(hit -> hit.run().getFullDisplayName())
                .toList();
    }

    private Path digests() {
        return folder.resolve("in-toto/index/digests");
    }

    private void restart() {
        index = new DigestIndex(folder.resolve("in-toto/index"), background);
    }

    private IndexRebuild rebuild() throws InterruptedException {
        index.beginRebuild();
        var rebuild = index.rebuilding().orElseThrow();
        while (rebuild.isRunning()) {
            Thread.onSpinWait();
        }
        return rebuild;
    }

    @Test
    void whatABuildAttestedIsFoundByItsDigest() throws Exception {
        var run = attest(job.build(), "app", "doc");
        attest(job.build(), "other");

        assertThat(find(APP).hits()).singleElement().satisfies(hit -> {
            assertThat(hit.run()).isSameAs(run);
            assertThat(hit.entry().artifact()).isEqualTo("app");
        });
        assertThat(builds(sha256("unknown"))).isEmpty();
        restart();
        assertThat(builds(APP)).containsExactly("team/app #1");
    }

    @Test
    void theNewestBuildComesFirstAndEachAttestationOnce() throws Exception {
        attest(job.build(), "app");
        attest(job.build(), "app");

        assertThat(builds(APP)).containsExactly("team/app #2", "team/app #1");
    }

    @Test
    void aPointerToABuildThatAttestedNothingLeadsNowhere() throws Exception {
        attest(job.build(), "app");
        Files.delete(RunJournal.file(job.getBuildByNumber(1)));

        assertThat(find(APP).hits()).isEmpty();
    }

    @Test
    void aRunIsEnteredBeforeItIsArchived() throws Exception {
        var run = job.build();
        run.replaceArtifactManager(new FailingManager(run));
        assertThatThrownBy(() -> attest(run, "app")).isInstanceOf(Crash.class);
        run.replaceArtifactManager(null);
        assertThat(Files.list(digests())).hasSize(1);
        assertThat(find(APP).hits()).as("what is not archived").isEmpty();

        new ArchiveWriter(run).carryOn(Origin.of("3"), SignedFile.Kind.LINE, Optional.empty(), TaskListener.NULL);
        assertThat(builds(APP)).as("what is archived after a restart").hasSize(1);
    }

    @Test
    void whatWasCutOffOrDamagedIsPassedOver() throws Exception {
        attest(job.build(), "app");
        var shard = digests().resolve(APP.substring(0, 2));
        var line = Files.readString(shard);
        Files.writeString(shard, line.replaceFirst(" 1 ", " 7 ") + "\u00ff\n" + line + line.substring(0, 80));
        restart();
        jenkins.with((Object) index);

        assertThat(builds(APP)).containsExactly("team/app #1");
        new DigestShards(digests()).add(List.of(new Pointer(APP, "0123456789abcdef", 9, 1)));
        assertThat(Files.readString(shard).lines().map(Pointer::parse).filter(Optional::isPresent))
                .hasSize(2);
    }

    @Test
    void aFolderThatIsRenamedTakesItsJobsAlong() throws Exception {
        attest(job.build(), "app");
        var other = new LocalJob("teams");
        jenkins.with(other);
        attest(other.build(), "app");
        var before = Files.readAllBytes(digests().resolve(APP.substring(0, 2)));

        job.rename("crew/app");
        new IndexUpkeep.OfItems().onLocationChanged(job, "team", "crew");
        new IndexUpkeep.OfItems().onLocationChanged(job, "team/app", "crew/app");

        assertThat(builds(APP)).containsExactlyInAnyOrder("crew/app #1", "teams #1");
        assertThat(Files.readAllBytes(digests().resolve(APP.substring(0, 2)))).isEqualTo(before);
        restart();
        assertThat(builds(APP)).containsExactlyInAnyOrder("crew/app #1", "teams #1");
    }

    @Test
    void whatIsAttestedWhileAJobIsRenamedIsFound() throws Exception {
        var run = attest(job.build(), "app");
        job.rename("crew/app");
        attest(run, "late");
        new IndexUpkeep.OfItems().onLocationChanged(job, "team", "crew");

        assertThat(builds(sha256("late"))).containsExactly("crew/app #1");
        assertThat(builds(APP)).containsExactly("crew/app #1");
    }

    @Test
    void aBuildThatIsDeletedTakesItsPointersAlong() throws Exception {
        var run = attest(job.build(), "app");
        attest(job.build(), "app", "doc");

        new IndexUpkeep().onDeleted(run);

        assertThat(Files.readAllLines(digests().resolve(APP.substring(0, 2)))).hasSize(1);
        assertThat(builds(APP)).containsExactly("team/app #2");
    }

    @Test
    void aJobThatIsDeletedIsForgottenAndOneOfItsNameInheritsNothing() throws Exception {
        attest(job.build(), "app");

        new IndexUpkeep.OfItems().onDeleted(job);

        assertThat(builds(APP)).isEmpty();
        restart();
        assertThat(builds(APP)).isEmpty();
    }

    @Test
    void whoMayNotReadTheJobFindsNothing() throws Exception {
        attest(job.build(), "app");
        jenkins.allowing((who, permission) -> permission != Item.READ);

        asSomebody(() -> assertThat(find(APP)).isEqualTo(new Hits(List.of(), 0, Optional.empty())));
    }

    @Test
    void whoMayNotSeeArtifactsFindsNothingIfThatIsAPermission() throws Exception {
        attest(job.build(), "app");
        System.setProperty("hudson.security.ArtifactsPermission", "true");
        jenkins.allowing((who, permission) -> permission != Run.ARTIFACTS);

        asSomebody(() -> assertThat(find(APP).hits()).isEmpty());
    }

    private interface Look {
        void look() throws Exception;
    }

    @SuppressWarnings("try")
    private static void asSomebody(Look look) throws Exception {
        try (var ignored = ACL.as2(new LocalUser("somebody"))) {
            look.look();
        }
    }

    @Test
    void aLookUpLooksIntoALimitedNumberOfBuilds() throws Exception {
        for (int i = 0; i <= DigestIndex.MOST_BUILDS; i++) {
            attest(job.build(), "app");
        }

        var first = find(APP);
        assertThat(first.hits()).hasSize(DigestIndex.MOST_BUILDS);
        var second = index.find(APP, first.next().orElseThrow());
        assertThat(second.hits())
                .singleElement()
                .satisfies(hit -> assertThat(hit.run().getNumber()).isEqualTo(1));
        assertThat(second.next()).isEmpty();
    }

    @Test
    void manyFilesOfTheSameContentInABuildAreCountedAndNotAllTold() throws Exception {
        attest(
                job.build(),
                IntStream.rangeClosed(-2, DigestIndex.MOST_OF_BUILD)
                        .mapToObj(i -> subject("file" + i, "app"))
                        .toList());
        attest(job.build(), "app");

        assertThat(find(APP).hits()).hasSize(DigestIndex.MOST_OF_BUILD + 1);
        assertThat(find(APP).more()).isEqualTo(3);
    }

    @Test
    void anIndexThatWasLostIsRebuiltFromTheJournals() throws Exception {
        attest(job.build(), "app");
        attest(job.build(), "app", "doc");
        for (var file : Files.list(digests()).toList()) {
            Files.delete(file);
        }
        assertThat(builds(APP)).isEmpty();

        var rebuild = rebuild();

        assertThat(rebuild.state()).isEqualTo(IndexRebuild.State.DONE);
        assertThat(List.of(rebuild.jobs(), rebuild.allJobs(), rebuild.builds(), (int) rebuild.attestations()))
                .containsExactly(1, 1, 2, 3);
        assertThat(builds(APP)).containsExactly("team/app #2", "team/app #1");
    }

    @Test
    void aForgedPointerIsGoneAfterARebuild() throws Exception {
        attest(job.build(), "app");
        var shards = new DigestShards(digests());
        shards.add(List.of(new Pointer(APP, "0123456789abcdef", 9, 1)));

        rebuild();

        assertThat(shards.find(APP)).hasSize(1);
        assertThat(Files.list(digests())).noneMatch(file -> file.toString().endsWith(".new"));
    }

    @Test
    void aRebuildThatIsCancelledLeavesTheIndexAsItWas() throws Exception {
        var shards = new DigestShards(digests());
        var forged = new Pointer(APP, "0123456789abcdef", 9, 1);
        shards.add(List.of(forged));
        assertCancelled();
        assertThat(shards.find(APP)).as("without builds that attested").containsExactly(forged);

        attest(job.build(), "app");
        assertCancelled();
        assertThat(shards.find(APP)).hasSize(2).contains(forged);
        assertThat(Files.list(digests())).hasSize(1);
    }

    private void assertCancelled() {
        var begun = new ArrayList<Runnable>();
        var cancelled = new DigestIndex(folder.resolve("in-toto/index"), begun::add);
        cancelled.beginRebuild();
        var rebuild = cancelled.rebuilding().orElseThrow();
        rebuild.cancel();
        begun.forEach(Runnable::run);
        assertThat(rebuild.state()).isEqualTo(IndexRebuild.State.CANCELLED);
    }

    @Test
    void whatChangesWhileTheIndexIsRebuiltIsInTheNewOne() throws Exception {
        var shards = new DigestShards(digests());
        var kept = new Pointer(APP, "0123456789abcdef", 1, 1);
        var removed = new Pointer(APP, "0123456789abcdef", 2, 2);
        var added = new Pointer(APP, "0123456789abcdef", 3, 3);
        try (var replacement = shards.replace()) {
            replacement.add(List.of(kept, removed));
            shards.add(List.of(added));
            shards.remove(List.of(APP), Set.of("0123456789abcdef"), 2);
            assertThat(shards.find(APP)).containsExactly(added);
            replacement.finish();
        }

        assertThat(shards.find(APP)).containsExactly(added, kept);
    }

    @Test
    void onlyAdministratorsRebuildTheIndex() {
        jenkins.allowing((who, permission) -> permission != Jenkins.ADMINISTER);

        assertThatThrownBy(() -> asSomebody(index::beginRebuild)).isInstanceOf(AccessDeniedException.class);
        assertThat(index.rebuilding()).isEmpty();
    }

    @Test
    void aBuildThatCouldNotBeEnteredIsWhenItHasEnded() throws Exception {
        Files.createDirectories(folder.resolve("in-toto"));
        Files.writeString(folder.resolve("in-toto/index"), "in the way");
        var run = attest(job.build(), "app");
        assertThat(index.isIncomplete()).isTrue();
        Files.delete(folder.resolve("in-toto/index"));

        new IndexUpkeep().onFinalized(run);

        assertThat(index.isIncomplete()).isFalse();
        assertThat(builds(APP)).hasSize(1);
    }

    @Test
    void jobsThatWereMovedWhileJenkinsWasDownAreFoundAfterItsStart() throws Exception {
        attest(job.build(), "app");
        job.rename("crew/app");
        restart();
        assertThat(builds(APP)).isEmpty();

        index.reconcile();

        assertThat(builds(APP)).containsExactly("crew/app #1");
        assertThat(Files.readAllLines(digests().resolve(APP.substring(0, 2)))).hasSize(1);
    }

    @SuppressWarnings("serial")
    private static final class Crash extends Error {}

    /** An artifact manager of which Jenkins goes down. */
    private static final class FailingManager extends StandardArtifactManager {
        FailingManager(Run<?, ?> run) {
            super(run);
        }

        @Override
        public void archive(
                FilePath workspace, Launcher launcher, BuildListener listener, Map<String, String> artifacts) {
            throw new Crash();
        }
    }
}
