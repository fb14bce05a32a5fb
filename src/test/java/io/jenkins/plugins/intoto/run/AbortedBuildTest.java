package io.jenkins.plugins.intoto.run;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.BuildListener;
import hudson.model.Executor;
import hudson.model.Result;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.intoto.jenkinsapi.LocalProject;
import io.jenkins.plugins.intoto.recording.LinkRecorder;
import io.jenkins.plugins.intoto.recording.RecordStep;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Aborts of freestyle builds while the post-build actions, or what they do before the build, are at work. */
class AbortedBuildTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final BuildListener listener = new Console(new StreamTaskListener(console).getLogger());
    private BuildWithSteps chain;
    private LocalProject.Build build;
    private LinkRecorder recorder;

    private record Console(PrintStream getLogger) implements BuildListener {}

    @BeforeEach
    void beginBuild() throws Exception {
        chain = new BuildWithSteps(folder);
        recorder = new LinkRecorder(List.of(new RecordStep("build", "alice")));
        build = new LocalProject(recorder).build();
        Files.createDirectories(Path.of(build.getWorkspace().getRemote()));
        build.getWorkspace().child("source.txt").write("source", "UTF-8");
    }

    @AfterEach
    void end() {
        chain.close();
    }

    /** Runs something as an executor that somebody has interrupted. */
    private static <T> T interrupted(Callable<T> work) throws Exception {
        var result = new CompletableFuture<T>();
        var executor = new Executor(null, 0) {
            @Override
            public void run() {
                Thread.currentThread().interrupt();
                try {
                    result.complete(work.call());
                } catch (Exception e) {
                    result.completeExceptionally(e);
                }
            }
        };
        executor.start();
        return result.get();
    }

    private String console() {
        return console.toString(StandardCharsets.UTF_8);
    }

    @Test
    void anAbortWhileTheMaterialsAreHashedIsNoFailure() throws Exception {
        assertThat(interrupted(() -> recorder.prebuild(build, listener))).isFalse();
        // What Jenkins makes of the answer.
        build.setResult(Result.FAILURE);

        assertThat(build.getResult()).isEqualTo(Result.ABORTED);
        assertThat(console()).isEqualToNormalizingNewlines("[in-toto] aborted\nAborted by somebody\n");
        assertThat(build.getRootDir().toPath().resolve("in-toto-materials")).doesNotExist();
    }

    @Test
    void whatHasNoMaterialsIsNotRecordedThoughFailuresAre() throws Exception {
        var step = new RecordStep("build", "alice");
        step.setOnFailure("record");
        recorder = new LinkRecorder(List.of(step));
        interrupted(() -> recorder.prebuild(build, listener));

        assertThat(recorder.perform(build, null, listener)).isTrue();

        assertThat(console()).contains("[in-toto] no link of step 'build': it has no materials");
    }

    @Test
    void anAbortWhileTheProductsAreHashedTakesNoTrace() throws Exception {
        assertThat(recorder.prebuild(build, listener)).isTrue();

        assertThat(interrupted(() -> recorder.perform(build, null, listener))).isFalse();

        assertThat(build.getResult()).isEqualTo(Result.ABORTED);
        assertThat(console()).endsWithIgnoringCase("Aborted by somebody" + System.lineSeparator());
        assertThat(build.getRootDir().toPath().resolve("in-toto-materials")).isEmptyDirectory();
    }

    @Test
    void whatElseIsListedIsNotBegunAfterAnAbort() throws Exception {
        var begun = new ArrayList<String>();

        assertThat(interrupted(() -> EachOne.of(List.of("first", "second"), build, listener, one -> {
                    begun.add(one);
                    throw new InterruptedException();
                })))
                .isFalse();

        assertThat(begun).containsExactly("first");
        assertThat(build.getResult()).isEqualTo(Result.ABORTED);
    }
}
