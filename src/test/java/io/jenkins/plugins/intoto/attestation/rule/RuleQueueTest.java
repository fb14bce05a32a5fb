package io.jenkins.plugins.intoto.attestation.rule;

import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.build;
import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.credential;
import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.rule;
import static io.jenkins.plugins.intoto.attestation.rule.RuledJenkins.statements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.LocalTracking;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.BuildListener;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.tasks.junit.LocalTests;
import io.jenkins.plugins.intoto.archive.RuleOutcome;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.predicate.PredicateCheck;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalRun;
import io.jenkins.plugins.intoto.jenkinsapi.LocalUser;
import io.jenkins.plugins.intoto.page.InTotoAction;
import io.jenkins.plugins.intoto.page.RunPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import jenkins.branch.MultiBranchProject;
import jenkins.model.Jenkins;
import jenkins.model.StandardArtifactManager;
import jenkins.util.VirtualFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;

/** Builds are attested by rules when they have ended, once, whenever Jenkins goes down, and nothing becomes of their results. */
class RuleQueueTest {
    private static final SigningKey KEY = KeyGenerator.ed25519();
    private static final String PROVENANCE = "https://slsa.dev/provenance/v1";
    private static final String TESTS = "https://in-toto.io/attestation/test-result/v0.1";

    @TempDir
    private Path home;

    private RuledJenkins jenkins;
    private LocalJob job;

    @BeforeEach
    void startJenkins() {
        jenkins = new RuledJenkins(home);
        RuledJenkins.add(credential(CredentialsScope.SYSTEM, "release", KEY, "attestation:*"));
        job = jenkins.job("app");
        jenkins.rules.setRules(List.of(signing(rule("jars", "app", "**/*.jar"))));
    }

    @AfterEach
    void stopJenkins() {
        jenkins.close();
    }

    private static AttestationRule signing(AttestationRule rule) {
        rule.setCredentialsId("release");
        return rule;
    }

    private static List<RuleOutcome> outcomes(Run<?, ?> run) {
        return RunState.of(run).rules();
    }

    @Test
    void whatABuildArchivedGetsItsProvenanceWhenTheBuildHasEnded() throws Exception {
        var run = build(job, "dist/app.jar", "dist/notes.txt", "dist/old.jar.intoto.jsonl", "in-toto/x.jar");
        jenkins.end(run, Result.UNSTABLE);

        var statement = statements(run, "dist/app.jar.intoto.jsonl", KEY).get(0);
        assertThat(PredicateCheck.of(statement)).isEmpty();
        assertThat(statement.predicateType()).isEqualTo(PROVENANCE);
        assertThat(statement.subjects()).singleElement().satisfies(subject -> {
            assertThat(subject.name()).contains("dist/app.jar");
            assertThat(subject.digest())
                    .isEqualTo(DigestMap.ofContent("content of dist/app.jar".getBytes(StandardCharsets.UTF_8)));
        });
        assertThat(statement.predicate().toString())
                .contains("finishedOn=", "nodes=[agent-1]", "rule=jars", "pipeline={");
        assertThat(statements(run, "dist/notes.txt.intoto.jsonl", KEY)).isEmpty();
        assertThat(statements(run, "in-toto/x.jar.intoto.jsonl", KEY)).isEmpty();
        assertThat(run.getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(jenkins.queued()).isEmpty();
        assertThat(run.getRootDir().toPath().resolve("in-toto-drafts")).doesNotExist();
        assertThat(LocalTracking.usedBy(run)).hasSize(1);
        assertThat(run.getAction(InTotoAction.class).getSummary()).isEqualTo("1 attestation, attested by rule jars");
        assertThat(outcomes(run)).singleElement().satisfies(outcome -> {
            assertThat(outcome.getArtifacts()).isEqualTo(1);
            assertThat(outcome.getPredicateTypes()).containsExactly(PROVENANCE);
            assertThat(outcome.getFolder()).isEmpty();
            assertThat(outcome.getProblem()).isNull();
        });
    }

    @Test
    void nothingIsDoneForBuildsThatFailedOrOfOtherJobsOrWithoutSuchArtifacts() throws Exception {
        var failed = build(job, "app.jar");
        jenkins.end(failed, Result.FAILURE);
        var other = build(jenkins.job("other"), "app.jar");
        jenkins.end(other);
        var empty = build(job, "app.txt");
        jenkins.end(empty);
        var bare = build(job);
        jenkins.end(bare);

        for (var run : List.of(failed, other, empty, bare)) {
            assertThat(run.getAction(RunState.class)).isNull();
        }
        assertThat(jenkins.queued()).isEmpty();
    }

    @Test
    void testResultsAreAttestedIfThereAreAny() throws Exception {
        var rule = signing(rule("jars", "app", "*.jar"));
        rule.setPredicates(List.of("provenance, test-results"));
        jenkins.rules.setRules(List.of(rule));
        var tested = build(job, "app.jar");
        tested.addAction(LocalTests.of(List.of("a"), "b"));
        jenkins.end(tested);
        var untested = build(job, "app.jar");
        jenkins.end(untested);

        assertThat(statements(tested, "app.jar.intoto.jsonl", KEY))
                .extracting(statement -> statement.predicateType())
                .containsExactly(PROVENANCE, TESTS);
        assertThat(outcomes(untested).get(0).getPredicateTypes()).containsExactly(PROVENANCE);
    }

    @Test
    void aBuildWithoutTestResultsIsNotSaidToBeAttestedByARuleAboutThem() throws Exception {
        var rule = signing(rule("tests", "app", "*.jar"));
        rule.setPredicates(List.of("test-results"));
        jenkins.rules.setRules(List.of(rule));
        var untested = build(job, "app.jar");
        jenkins.end(untested);

        assertThat(untested.getAction(RunState.class)).isNull();
        assertThat(jenkins.queued()).isEmpty();
    }

    @Test
    void aBuildThatEndedWhenJenkinsWentDownIsAttestedOnceWhenItIsBack() throws Exception {
        var run = build(job, "app.jar");
        jenkins.complete(run, Result.SUCCESS);
        assertThat(jenkins.queued()).hasSize(1);
        var onDisk = jenkins.queued().get(0);
        var copy = Files.copy(onDisk, home.resolve("copy"));

        jenkins.start();
        jenkins.await();
        assertThat(statements(run, "app.jar.intoto.jsonl", KEY)).hasSize(1);
        assertThat(jenkins.queued()).isEmpty();

        // Jenkins went down before it had taken the build off the queue.
        Files.copy(copy, onDisk, StandardCopyOption.REPLACE_EXISTING);
        RuledJenkins.forget(run);
        jenkins.start();
        jenkins.await();
        assertThat(statements(run, "app.jar.intoto.jsonl", KEY)).hasSize(1);
        assertThat(jenkins.queued()).isEmpty();
    }

    /** An artifact manager that takes some files and fails, or ends Jenkins, at one of them. */
    private static final class FailingManager extends StandardArtifactManager {
        private final Run<?, ?> run;
        private final String failing;
        private final Throwable failure;

        FailingManager(Run<?, ?> run, String failing, Throwable failure) {
            super(run);
            this.run = run;
            this.failing = failing;
            this.failure = failure;
        }

        @Override
        public void archive(
                FilePath workspace, Launcher launcher, BuildListener listener, Map<String, String> artifacts)
                throws IOException, InterruptedException {
            for (var artifact : artifacts.entrySet()) {
                if (artifact.getKey().equals(failing)) {
                    if (failure instanceof IOException e) {
                        throw e;
                    }
                    throw (Error) failure;
                }
                new StandardArtifactManager(run)
                        .archive(workspace, launcher, listener, Map.of(artifact.getKey(), artifact.getValue()));
            }
        }
    }

    @Test
    void whatWasSignedWhenJenkinsWentDownIsArchivedAndNotSignedAnew() throws Exception {
        var run = build(job, "a.jar", "b.jar");
        run.replaceArtifactManager(
                new FailingManager(run, "b.jar.intoto.jsonl", new AssertionError("Jenkins is killed")));
        jenkins.end(run);
        assertThat(statements(run, "b.jar.intoto.jsonl", KEY)).isEmpty();
        var signed = Files.readString(run.getRootDir().toPath().resolve("in-toto.jsonl"));

        run.replaceArtifactManager(null);
        RuledJenkins.forget(run);
        jenkins.start();
        jenkins.await();

        assertThat(statements(run, "a.jar.intoto.jsonl", KEY)).hasSize(1);
        assertThat(statements(run, "b.jar.intoto.jsonl", KEY)).hasSize(1);
        var journal = Files.readString(run.getRootDir().toPath().resolve("in-toto.jsonl"));
        assertThat(journal).startsWith(signed);
        assertThat(journal.lines().filter(line -> line.contains("\"SIGNED\""))).hasSize(1);
        assertThat(run.getRootDir().toPath().resolve("in-toto-drafts")).doesNotExist();
    }

    @Test
    void whatCouldNotBeDoneIsToldAndDoneWhenItIsTriedAgain() throws Exception {
        var run = build(job, "a.jar", "b.jar");
        run.replaceArtifactManager(new FailingManager(run, "b.jar.intoto.jsonl", new IOException("the disk is full")));
        jenkins.end(run);
        var other = build(jenkins.job("other"), "b.jar");
        other.replaceArtifactManager(
                new FailingManager(other, "b.jar.intoto.jsonl", new IOException("the disk is full")));
        jenkins.rules.setRules(List.of(signing(rule("jars", "", "**/*.jar"))));
        jenkins.end(other);

        var monitor = new RuleMonitor();
        assertThat(monitor.isActivated()).isTrue();
        assertThat(monitor.getFailures()).singleElement().satisfies(failure -> {
            assertThat(failure.getSentence()).isEqualTo("2 builds of 2 jobs could not be attested: the disk is full");
            assertThat(failure.getBuilds())
                    .extracting(RuleMonitor.Build::getPath)
                    .containsExactly("job/app/1/", "job/other/1/");
        });
        assertThat(run.getResult()).isEqualTo(Result.SUCCESS);
        assertThat(outcomes(run).get(0).getProblem()).isEqualTo("the disk is full");
        assertThat(run.getAction(InTotoAction.class).getSummary())
                .isEqualTo("1 attestation, not attested by rule jars");

        // It is not tried again by itself, but is known when Jenkins is back.
        jenkins.start();
        jenkins.await();
        assertThat(monitor.isActivated()).isTrue();

        run.replaceArtifactManager(null);
        other.replaceArtifactManager(null);
        monitor.doRetry();
        jenkins.await();
        assertThat(monitor.isActivated()).isFalse();
        assertThat(jenkins.queued()).isEmpty();
        assertThat(statements(run, "a.jar.intoto.jsonl", KEY)).hasSize(1);
        assertThat(statements(run, "b.jar.intoto.jsonl", KEY)).hasSize(1);
        assertThat(outcomes(run)).singleElement().satisfies(outcome -> assertThat(outcome.getProblem())
                .isNull());
    }

    @Test
    @SuppressWarnings("try") // who acts is set until the block ends
    void onlyAnAdministratorTriesAgainOrGivesUp() throws Exception {
        var rule = rule("jars", "", "");
        rule.setCredentialsId("absent");
        jenkins.rules.setRules(List.of(rule));
        jenkins.end(build(job, "app.jar"));
        var monitor = new RuleMonitor();
        assertThat(monitor.getFailures().get(0).getSentence())
                .startsWith("1 build of 1 job could not be attested: ")
                .contains("absent");
        jenkins.jenkins.allowing((who, permission) -> permission != Jenkins.ADMINISTER);

        try (var somebody = ACL.as2(new LocalUser("somebody"))) {
            assertThatThrownBy(monitor::doRetry).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(monitor::doGiveUp).isInstanceOf(AccessDeniedException.class);
        }
        assertThat(monitor.isActivated()).isTrue();
        try (var administrator = ACL.as2(ACL.SYSTEM2)) {
            monitor.doGiveUp();
        }
        assertThat(monitor.isActivated()).isFalse();
        assertThat(jenkins.queued()).isEmpty();
    }

    @SuppressWarnings("try") // who acts is set until the block ends
    private void assertTriedAgainByThoseWhoConfigureAlone(RunPage page) {
        jenkins.jenkins.allowing((who, permission) -> permission == Item.READ || permission == Run.ARTIFACTS);
        try (var reader = ACL.as2(new LocalUser("reader"))) {
            assertThat(page.isRetriable()).isFalse();
            assertThatThrownBy(page::doRetry).isInstanceOf(AccessDeniedException.class);
        }
        jenkins.jenkins.allowing((who, permission) -> permission != Jenkins.ADMINISTER);
        try (var developer = ACL.as2(new LocalUser("developer"))) {
            assertThat(page.isRetriable()).isTrue();
            page.doRetry();
            assertThat(page.isRetriable()).isFalse();
        }
    }

    @Test
    void whoeverConfiguresAJobTriesAgainItsBuildAndNoOther() throws Exception {
        var other = jenkins.job("other");
        var absent = signing(rule("jars", "", ""));
        absent.setCredentialsId("absent");
        jenkins.rules.setRules(List.of(absent));
        var run = build(job, "app.jar");
        jenkins.end(run);
        jenkins.end(build(other, "app.jar"));
        var page = (RunPage) run.getAction(InTotoAction.class).getTarget();
        jenkins.rules.setRules(List.of(signing(rule("jars", "", ""))));

        assertTriedAgainByThoseWhoConfigureAlone(page);
        jenkins.await();

        assertThat(page.isBeingAttested()).isFalse();
        assertThat(statements(run, "app.jar.intoto.jsonl", KEY)).hasSize(1);
        assertThat(outcomes(run)).extracting(RuleOutcome::getProblem).containsOnlyNulls();
        assertThat(jenkins.queue().failed()).extracting(QueuedRun::job).containsExactly("other");
    }

    @Test
    void whoeverConfiguresABranchProjectTriesAgainTheBuildsOfItsBranches() throws Exception {
        var branches = new MultiBranchProject(Jenkins.get(), "branches");
        var absent = signing(rule("jars", "", ""));
        absent.setCredentialsId("absent");
        jenkins.rules.setRules(List.of(absent));
        var run = build(jenkins.job(branches, "main"), "app.jar");
        jenkins.end(run);
        var page = (RunPage) run.getAction(InTotoAction.class).getTarget();
        jenkins.rules.setRules(List.of(signing(rule("jars", "", ""))));

        assertTriedAgainByThoseWhoConfigureAlone(page);
        jenkins.await();

        assertThat(statements(run, "app.jar.intoto.jsonl", KEY)).hasSize(1);
    }

    @Test
    void runsThatEndedFirstAreAttestedFirstAndFewAtATime() throws Exception {
        var order = Collections.synchronizedList(new ArrayList<String>());
        var busy = new CountDownLatch(2);
        var released = new CountDownLatch(1);
        var runs = new ArrayList<LocalRun>();
        for (int i = 0; i < 6; i++) {
            var run = build(job, "app.jar");
            run.replaceArtifactManager(new StandardArtifactManager(run) {
                @Override
                public VirtualFile root() {
                    if (!order.contains(run.getDisplayName())) {
                        order.add(run.getDisplayName());
                    }
                    busy.countDown();
                    try {
                        released.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return super.root();
                }
            });
            runs.add(run);
            jenkins.complete(run, Result.SUCCESS);
            RuledJenkins.await(new NextMillisecond()::hasCome);
        }
        var listener = new RuleQueue.Runs();
        listener.onFinalized(runs.get(0));
        listener.onFinalized(runs.get(1));
        busy.await();
        for (int i : new int[] {5, 3, 4, 2}) {
            listener.onFinalized(runs.get(i));
        }
        assertThat(order).containsExactlyInAnyOrder("#1", "#2");
        released.countDown();
        jenkins.await();

        assertThat(order.subList(2, 6)).hasSize(4);
        assertThat(order.indexOf("#3")).isLessThan(order.indexOf("#5"));
        assertThat(order.indexOf("#4")).isLessThan(order.indexOf("#6"));
    }

    private static final class NextMillisecond {
        private final long begin = System.currentTimeMillis();

        boolean hasCome() {
            return System.currentTimeMillis() > begin;
        }
    }

    @Test
    void aBuildIsFollowedWhereItsJobIsMovedAndForgottenWhenItIsDeleted() throws Exception {
        var run = build(job, "app.jar");
        jenkins.complete(run, Result.SUCCESS);
        jenkins.rules.setRules(List.of(signing(rule("jars", "renamed", ""))));
        job.rename("renamed");
        jenkins.queue().onLocationChanged(job, "app", "renamed");
        var deleted = build(job, "app.jar");
        jenkins.complete(deleted, Result.SUCCESS);
        assertThat(jenkins.queued()).hasSize(2);
        jenkins.delete(deleted);
        assertThat(jenkins.queued()).hasSize(1);
        jenkins.start();
        jenkins.await();

        assertThat(statements(run, "app.jar.intoto.jsonl", KEY)).hasSize(1);
        assertThat(statements(deleted, "app.jar.intoto.jsonl", KEY)).isEmpty();
        assertThat(jenkins.queued()).isEmpty();
    }

    @Test
    void aBuildThatIsDeletedWhileItIsAttestedDoesNotComeBack() throws Exception {
        var run = build(job, "app.jar");
        run.replaceArtifactManager(new StandardArtifactManager(run) {
            @Override
            public void archive(
                    FilePath workspace, Launcher launcher, BuildListener listener, Map<String, String> artifacts)
                    throws IOException {
                MoreFiles.deleteRecursively(run.getRootDir().toPath(), RecursiveDeleteOption.ALLOW_INSECURE);
                jenkins.delete(run);
                throw new IOException("there is no such folder");
            }
        });
        jenkins.end(run);

        assertThat(outcomes(run)).as("what was saved").isEmpty();
        assertThat(run.getRootDir()).doesNotExist();
        assertThat(jenkins.queued()).isEmpty();
    }
}
