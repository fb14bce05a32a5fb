package io.jenkins.plugins.intoto.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Result;
import hudson.remoting.Channel;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.attestation.AttestStep;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.jenkinsapi.HeldChannel;
import io.jenkins.plugins.intoto.jenkinsapi.LocalStepContext;
import io.jenkins.plugins.intoto.jenkinsapi.SerialisingChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restarts, crashes, lost agents and aborts, at the moments at which they are worst. */
class SurvivingStepsTest {
    /** How long agents are waited for. */
    private static final String PATIENCE =
            "org.jenkinsci.plugins.workflow.support.pickles.ExecutorPickle.timeoutForNodeMillis";

    @TempDir
    private Path folder;

    private BuildWithSteps build;
    private final HeldChannel held = new HeldChannel();

    @BeforeEach
    void begin() throws Exception {
        build = new BuildWithSteps(folder);
        build.write("src/App.java", "class App {}");
    }

    @AfterEach
    void end() {
        held.close();
        build.close();
        System.clearProperty(PATIENCE);
    }

    private Path archived() throws IOException {
        try (var files = Files.list(build.archive())) {
            return files.filter(file -> file.toString().endsWith(".link"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Link link() throws Exception {
        return (Link) EnvelopeReader.read(archived(), JsonLimits.DEFAULT).payload();
    }

    private FilePath unanswering() {
        return new FilePath(held, build.workspace.toString());
    }

    private StepExecution record(LocalStepContext context) throws Exception {
        return build.recordStep("source", "alice").start(context);
    }

    private Callable<?> writing(String path) {
        return () -> {
            build.write(path, path);
            return "result";
        };
    }

    private static BodyExecutionCallback inTheBlock(LocalStepContext context) throws Exception {
        var callback = context.callback();
        callback.onStart(context);
        return callback;
    }

    private static void resume(StepExecution saved) {
        SerialisingChannel.copy(saved).onResume();
    }

    @Test
    void aStepThatWasSavedBeforeAnyThreadHadTakenItUpBeginsAnew() throws Exception {
        var context = build.context().running(writing("made.txt"));

        resume(record(context));

        assertThat(context.result()).isEqualTo("result");
        assertThat(link().materials().toMap()).containsOnlyKeys("src/App.java");
        assertThat(link().products().toMap()).containsOnlyKeys("src/App.java", "made.txt");
    }

    @Test
    void aStepThatWasSavedWhileTheMaterialsWereHashedHashesThemAgain() throws Exception {
        var context = build.context().with(FilePath.class, unanswering()).running(writing("made.txt"));
        var execution = record(context);
        execution.start();
        held.awaitCall();

        build.restart();
        context.with(FilePath.class, build.directory());
        resume(execution);

        assertThat(context.result()).isEqualTo("result");
        assertThat(link().materials().toMap()).containsOnlyKeys("src/App.java");
    }

    @Test
    void materialsThatWereTakenBeforeTheBlockBeganAreKept() throws Exception {
        var context = build.context().waitingInTheBlock();
        var execution = record(context);
        var saved = SerialisingChannel.copy(execution);
        execution.start();
        inTheBlock(context);
        // The block had begun, but the program that was saved does not say so.
        build.write("half-made.txt", "half");

        build.restart();
        context.restart();
        context.running(writing("made.txt"));
        saved.onResume();
        context.result();

        assertThat(link().materials().toMap()).containsOnlyKeys("src/App.java");
        assertThat(link().products().toMap()).containsOnlyKeys("src/App.java", "half-made.txt", "made.txt");
    }

    @Test
    void aRestartInTheBlockKeepsTheNameReserved() throws Exception {
        var context = build.context().waitingInTheBlock();
        var execution = record(context);
        execution.start();
        inTheBlock(context);
        build.restart();
        resume(execution);

        assertThatThrownBy(() -> build.record(build.recordStep("source", "alice"), () -> {
                    throw new AssertionError("the body ran");
                }))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("or records one in another branch");
    }

    @Test
    void aStepThatWasSavedWhileTheProductsWereHashedHashesThemAgain() throws Exception {
        var context = build.context().waitingInTheBlock();
        var execution = record(context);
        execution.start();
        var callback = inTheBlock(context);
        build.write("made.txt", "made");
        context.with(FilePath.class, unanswering());
        callback.onSuccess(context, "result");
        held.awaitCall();

        build.restart();
        context.with(FilePath.class, build.directory());
        resume(execution);

        assertThat(context.result()).isEqualTo("result");
        assertThat(link().materials().toMap()).containsOnlyKeys("src/App.java");
        assertThat(link().products().toMap()).containsOnlyKeys("src/App.java", "made.txt");
    }

    @Test
    void aBlockThatHasFailedBeforeTheRestartFailsTheStepAfterIt() throws Exception {
        var context = build.context().waitingInTheBlock();
        var step = build.recordStep("source", "alice");
        step.setOnFailure("record");
        var execution = step.start(context);
        execution.start();
        var callback = inTheBlock(context);
        context.with(FilePath.class, unanswering());
        callback.onFailure(context, new AbortException("no compiler"));
        held.awaitCall();

        build.restart();
        context.with(FilePath.class, build.directory());
        resume(execution);

        assertThatThrownBy(context::result).isInstanceOf(AbortException.class).hasMessage("no compiler");
        assertThat(link().byproducts()).containsKey("failure");
    }

    @Test
    void aLinkThatWasArchivedBeforeTheCrashIsNotSignedAgain() throws Exception {
        var context = build.context().waitingInTheBlock();
        var execution = record(context);
        execution.start();
        inTheBlock(context).onSuccess(context, "result");
        context.result();
        var before = Files.readAllBytes(archived());
        build.write("later.txt", "by the next step");

        // The program that was saved last does not know that the step has ended, but its node has.
        build.restart();
        context.restart();
        context.finish();
        resume(execution);

        assertThat(context.result()).isEqualTo("result");
        assertThat(archived()).hasBinaryContent(before);
        assertThat(RunState.of(build.run).links()).hasSize(1);
        assertThat(build.files()).hasSize(2);
    }

    @Test
    void aLinkThatWasSignedBeforeTheCrashIsKeptThoughItsCredentialIsGone() throws Exception {
        var context = build.context().waitingInTheBlock();
        var execution = record(context);
        execution.start();
        inTheBlock(context).onSuccess(context, "result");
        context.result();
        SystemCredentialsProvider.getInstance().getCredentials().clear();

        build.restart();
        context.restart();
        context.finish();
        resume(execution);

        assertThat(context.result()).isEqualTo("result");
        assertThat(build.log()
                        .lines()
                        .filter(line -> line.contains("archived "))
                        .distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"phase", "step"})
    void whatASavedStepOfAnotherVersionIsAboutTakesOneSentence(String lacking) throws Exception {
        var context = build.context();
        var execution = record(context);
        var field = execution.getClass().getDeclaredField(lacking);
        field.setAccessible(true);
        field.set(execution, null);

        resume(execution);

        assertThatThrownBy(context::result)
                .isInstanceOf(AbortException.class)
                .hasMessage(
                        "[in-toto] the step was begun by another version of the in-toto plugin," + " and cannot go on");
    }

    @Test
    void anAgentThatIsLostWhileHashingIsWaitedForAndHashesAgain() throws Exception {
        var context = build.context().with(FilePath.class, unanswering()).running(writing("made.txt"));
        record(context).start();
        held.awaitCall();
        context.losingTheAgent(new IOException("agent-1 is offline"));
        held.close();
        build.awaitLog("[in-toto] the agent is gone; waiting for it, to begin anew when it is back");
        context.with(FilePath.class, build.directory());
        context.losingTheAgent(null);

        assertThat(context.result()).isEqualTo("result");
        assertThat(build.log()).contains("[in-toto] the agent is back");
        assertThat(link().materials().toMap()).containsOnlyKeys("src/App.java");
    }

    @Test
    void anAgentThatDoesNotComeBackFailsTheStepSoThatRetryKnowsWhy() throws Exception {
        System.setProperty(PATIENCE, "1");
        var context = build.context().with(FilePath.class, unanswering());
        record(context).start();
        held.awaitCall();
        context.losingTheAgent(new IOException("agent-1 is offline"));
        held.close();

        assertThatThrownBy(context::result)
                .isInstanceOf(AbortException.class)
                .hasMessage("[in-toto] the agent is gone, and did not come back")
                .satisfies(failure ->
                        assertThat(Channel.isClosedChannelException(failure)).isTrue());
        assertThat(build.files()).isEmpty();
    }

    @Test
    void anAgentThatIsAwayWhenTheStepBeginsIsWaitedFor() throws Exception {
        var context = build.context().running(writing("made.txt"));
        context.losingTheAgent(new IOException("agent-1 is offline"));
        record(context).start();
        build.awaitLog("[in-toto] the agent is gone");
        context.losingTheAgent(null);

        assertThat(context.result()).isEqualTo("result");
    }

    @Test
    void outsideOfANodeTheStepDoesNotBegin() {
        var context = build.context();
        context.without(FilePath.class);

        assertThatThrownBy(() -> record(context)).isInstanceOf(MissingContextVariableException.class);
    }

    @Test
    void anAbortWhileHashingInterruptsItAndLeavesNothing() throws Exception {
        var context = build.context().with(FilePath.class, unanswering());
        var execution = record(context);
        execution.start();
        held.awaitCall();
        var cause = new FlowInterruptedException(Result.ABORTED);

        execution.stop(cause);

        assertThatThrownBy(context::result).isSameAs(cause).hasNoSuppressedExceptions();
        held.awaitInterrupt();
        assertThat(build.files()).isEmpty();
        build.record(build.recordStep("source", "alice"), writing("made.txt"));
    }

    @Test
    void anAbortWhileTheAgentIsAwayEndsTheStep() throws Exception {
        var context = build.context();
        var execution = record(context);
        context.losingTheAgent(new IOException("agent-1 is offline"));
        var cause = new FlowInterruptedException(Result.ABORTED);
        SerialisingChannel.copy(execution);
        execution.onResume();
        execution.stop(cause);

        assertThatThrownBy(context::result).isSameAs(cause);
        assertThat(build.files()).isEmpty();
    }

    @Test
    void whatFailsBecauseJenkinsGoesDownIsLeftForItsReturn() throws Exception {
        var context = build.context().with(FilePath.class, unanswering()).running(writing("made.txt"));
        var execution = record(context);
        execution.start();
        held.awaitCall();
        build.jenkins.terminating(true);
        held.close();
        build.jenkins.terminating(false);
        context.with(FilePath.class, build.directory());
        resume(execution);

        assertThat(context.result()).isEqualTo("result");
    }

    @Test
    void inParallelBranchesTheNameIsReservedUntilABlockFails() throws Exception {
        var first = build.context().waitingInTheBlock();
        record(first).start();
        var callback = inTheBlock(first);
        assertThatThrownBy(() -> build.record(build.recordStep("source", "alice"), () -> {
                    throw new AssertionError("the body ran");
                }))
                .hasMessageContaining("or records one in another branch");

        callback.onFailure(first, new AbortException("no compiler"));
        assertThatThrownBy(first::result).hasMessage("no compiler");
        build.record(build.recordStep("source", "alice"), writing("made.txt"));

        assertThat(link().products().toMap()).containsKey("made.txt");
    }

    @Test
    void aStepWithReplaceIsNotKeptFromABranchThatRecordsTheSame() throws Exception {
        var first = build.context().waitingInTheBlock();
        record(first).start();
        inTheBlock(first);
        var step = build.recordStep("source", "alice");
        step.setReplace(true);

        build.record(step, writing("made.txt"));

        assertThat(link().products().toMap()).containsKey("made.txt");
    }

    private StepExecution attest(LocalStepContext context) throws Exception {
        var step = new AttestStep();
        step.setCredentialsId("alice");
        step.setSubjects("app.jar");
        return step.start(context);
    }

    private List<String> attested() throws IOException {
        return Files.readAllLines(build.run.getRootDir().toPath().resolve("archive/app.jar.intoto.jsonl"));
    }

    @Test
    void anAttestationThatWasInterruptedStartsOver() throws Exception {
        build.jenkins.with(new AttestationConfiguration());
        build.write("app.jar", "jar");
        var context = build.context().with(FilePath.class, unanswering());
        var execution = attest(context);
        execution.start();
        held.awaitCall();

        build.restart();
        context.with(FilePath.class, build.directory());
        resume(execution);

        assertThat(context.result()).isEqualTo(List.of("app.jar.intoto.jsonl"));
        assertThat(attested()).hasSize(1);
    }

    @Test
    void whatWasAttestedBeforeTheCrashIsNotSignedAgain() throws Exception {
        build.jenkins.with(new AttestationConfiguration());
        build.write("app.jar", "jar");
        var context = build.context();
        var execution = attest(context);
        execution.start();
        context.result();
        var before = attested();
        build.write("app.jar", "another jar");

        build.restart();
        context.restart();
        context.finish();
        resume(execution);

        assertThat(context.result()).isEqualTo(List.of("app.jar.intoto.jsonl"));
        assertThat(attested()).isEqualTo(before);
    }

    @Test
    void aVerificationThatWasInterruptedIsToldOnce() throws Exception {
        build.recordChain();
        var context = build.context();
        var execution = BuildWithSteps.verifyStep().start(context);
        execution.start();
        context.result();

        context.restart();
        resume(execution);

        assertThat(context.result()).asInstanceOf(MAP).containsEntry("passed", true);
        assertThat(build.action().getVerifications()).hasSize(1);
        try (var reports = Files.list(build.archive())) {
            assertThat(reports.filter(file -> file.toString().endsWith(".json")))
                    .hasSize(1);
        }
    }

    @Test
    void anAgentThatIsLostWhileVerifyingIsWaitedFor() throws Exception {
        build.recordChain();
        var step = BuildWithSteps.verifyStep();
        step.setProducts("app.jar");
        var context = build.context().with(FilePath.class, unanswering());
        step.start(context).start();
        held.awaitCall();
        context.losingTheAgent(new IOException("agent-1 is offline"));
        held.close();
        build.awaitLog("[in-toto] the agent is gone");
        context.with(FilePath.class, build.directory());
        context.losingTheAgent(null);

        assertThat(context.result()).asInstanceOf(MAP).containsEntry("passed", true);
    }
}
