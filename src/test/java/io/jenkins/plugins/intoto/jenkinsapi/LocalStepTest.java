package io.jenkins.plugins.intoto.jenkinsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import hudson.util.StreamTaskListener;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.agents.ControllerToAgentFileCallable;
import jenkins.model.LocalJenkins;
import jenkins.util.BuildListenerAdapter;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps of tests run as Jenkins runs those of a build. */
class LocalStepTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final SerialisingChannel channel = new SerialisingChannel();
    private LocalJenkins jenkins;
    private LocalRun run;
    private LocalStepContext context;

    @BeforeEach
    void beginBuild() throws IOException {
        jenkins = new LocalJenkins(folder);
        run = new LocalJob("job").build();
        var workspace = Files.createDirectory(folder.resolve("workspace"));
        context = new LocalStepContext()
                .with(Run.class, run)
                .with(FilePath.class, new FilePath(channel, workspace.toString()))
                .with(TaskListener.class, new StreamTaskListener(log))
                .running(() -> Files.createFile(workspace.resolve("made.txt")));
    }

    @AfterEach
    void stopJenkins() {
        jenkins.close();
    }

    @Test
    void aBlockStepWorksBeforeAndAfterItsBlock() throws Exception {
        new CountingExecution(context).start();
        context.result();
        assertThat(log.toString(StandardCharsets.UTF_8)).isEqualTo("0 files\n1 files\n");
        assertThat(channel.answered()).isPositive();
    }

    @Test
    void whatAStepArchivesIsAnArtifactOfTheBuild() throws Exception {
        new CountingExecution(context).start();
        context.result();
        assertThat(run.getArtifactManager().root().list("in-toto/*", "", true)).containsExactly("in-toto/made.txt");
    }

    @Test
    void aStepGoesOnAfterARestartInItsBlock() throws Exception {
        new CountingExecution(context.waitingInTheBlock()).start();
        var restored = SerialisingChannel.copy(context.callback());
        context.get(FilePath.class).child("made.txt").write("", null);
        restored.onSuccess(context, null);
        context.result();
        assertThat(log.toString(StandardCharsets.UTF_8)).isEqualTo("0 files\n1 files\n");
    }

    @Test
    void theFailureOfABlockIsThatOfTheStep() throws Exception {
        var failure = new IOException("no compiler");
        new CountingExecution(context.running(() -> {
                    throw failure;
                }))
                .start();
        assertThatThrownBy(context::result).isSameAs(failure);
    }

    private static final class CountingExecution extends StepExecution {
        private static final long serialVersionUID = 1L;

        CountingExecution(StepContext context) {
            super(context);
        }

        @Override
        public boolean start() throws Exception {
            count(getContext());
            getContext().newBodyInvoker().withCallback(new End()).start();
            return false;
        }

        private static void count(StepContext context) throws IOException, InterruptedException {
            var listener = context.get(TaskListener.class);
            context.get(FilePath.class).act(new Count(listener));
        }

        private static final class End extends BodyExecutionCallback {
            private static final long serialVersionUID = 1L;

            @Override
            public void onSuccess(StepContext context, Object result) {
                try {
                    finished(context);
                } catch (IOException | InterruptedException e) {
                    context.onFailure(e);
                    return;
                }
                context.onSuccess(result);
            }

            @Override
            public void onFailure(StepContext context, Throwable failure) {
                context.onFailure(failure);
            }

            private static void finished(StepContext context) throws IOException, InterruptedException {
                count(context);
                var listener = context.get(TaskListener.class);
                var files = Map.of("in-toto/made.txt", "made.txt");
                if (context.get(FilePath.class).child("made.txt").exists()) {
                    context.get(Run.class)
                            .pickArtifactManager()
                            .archive(
                                    context.get(FilePath.class),
                                    new Launcher.LocalLauncher(listener),
                                    BuildListenerAdapter.wrap(listener),
                                    files);
                }
            }
        }
    }

    private record Count(TaskListener listener) implements ControllerToAgentFileCallable<List<String>> {
        @Override
        public List<String> invoke(File file, VirtualChannel channel) {
            var names = Stream.of(file.list()).toList();
            listener.getLogger().print(names.size() + " files\n");
            return names;
        }
    }
}
