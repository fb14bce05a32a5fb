package io.jenkins.plugins.intoto.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrappedCommandTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private CommandResult run(Optional<Duration> limit, boolean record, String... command) throws Exception {
        return new WrappedCommand(List.of(command), directory, limit, record, Set.of())
                .run(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void theExitCodeIsTheReturnValue() throws Exception {
        assertThat(run(Optional.empty(), false, "sh", "-c", "exit 3")).isEqualTo(new CommandResult(3, "", "", false));
    }

    @Test
    void recordedStreamsAreShownAsWell() throws Exception {
        var result = run(Optional.empty(), true, "sh", "-c", "echo out; echo err >&2");
        assertThat(result).isEqualTo(new CommandResult(0, "out\n", "err\n", false));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("out\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("err\n");
    }

    @Test
    void aStreamIsRecordedAsText() throws Exception {
        var result = run(Optional.empty(), true, "printf", "\\303\\251\\377");
        assertThat(result.stdout()).isEqualTo("é\ufffd");
        assertThat(out.toByteArray()).containsExactly(0xc3, 0xa9, 0xff);
    }

    @Test
    void aLongStreamIsShownWholeAndRecordedUpToTheLimit() throws Exception {
        var result = run(Optional.empty(), true, "head", "-c", "17000000", "/dev/zero");
        assertThat(result.truncated()).isTrue();
        assertThat(result.stdout()).hasSize(WrappedCommand.STREAM_LIMIT);
        assertThat(out.size()).isEqualTo(17_000_000);
    }

    @Test
    void theCommandIsNotGivenToAShell() throws Exception {
        assertThat(run(Optional.empty(), true, "echo", "$HOME; *").stdout()).isEqualTo("$HOME; *\n");
    }

    @Test
    void theCommandRunsInTheDirectory() throws Exception {
        run(Optional.empty(), false, "touch", "here");
        assertThat(directory.resolve("here")).exists();
    }

    @Test
    void aCommandThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> run(Optional.empty(), false, "no-such-command", "x"))
                .isInstanceOfSatisfying(CommandException.class, e -> {
                    assertThat(e.reason()).isEqualTo(CommandException.Reason.NOT_STARTED);
                    assertThat(e.command()).containsExactly("no-such-command", "x");
                })
                .hasMessage("command 'no-such-command' cannot be started: No such file or directory");
    }

    @Test
    void aFileThatIsNoProgramIsNamed() throws Exception {
        Files.writeString(directory.resolve("text"), "text");
        assertThatThrownBy(() ->
                        run(Optional.empty(), false, directory.resolve("text").toString()))
                .isInstanceOfSatisfying(CommandException.class, e -> assertThat(e.reason())
                        .isEqualTo(CommandException.Reason.NOT_STARTED));
    }

    @Test
    void aCommandThatTakesTooLongIsKilledWithAllItStarted() throws Exception {
        assertThatThrownBy(() -> run(
                        Optional.of(Duration.ofMillis(500)), true, "sh", "-c", "sleep 1000 & echo $! > child; wait"))
                .isInstanceOfSatisfying(CommandException.class, e -> assertThat(e.reason())
                        .isEqualTo(CommandException.Reason.TIMED_OUT))
                .hasMessage("command 'sh' was killed: it took longer than 0.5 s");
        assertKilled();
    }

    @Test
    void aCommandThatNeverStopsWritingIsKilledInTime() {
        assertThatThrownBy(() -> run(Optional.of(Duration.ofMillis(100)), true, "yes"))
                .isInstanceOf(CommandException.class);
    }

    @Test
    void anInterruptKillsTheCommandWithAllItStarted() throws Exception {
        var failure = new AtomicReference<Exception>();
        var runner = new Thread(() -> {
            try {
                run(Optional.empty(), false, "sh", "-c", "sleep 1000 & echo $! > child.new; mv child.new child; wait");
            } catch (Exception e) {
                failure.set(e);
            }
        });
        runner.start();
        while (!Files.exists(directory.resolve("child"))) {
            Thread.onSpinWait();
        }
        runner.interrupt();
        runner.join();
        assertThat(failure.get()).isInstanceOf(InterruptedException.class);
        assertKilled();
    }

    private void assertKilled() throws Exception {
        long child = Long.parseLong(Files.readString(directory.resolve("child")).strip());
        var handle = ProcessHandle.of(child);
        if (handle.isPresent()) {
            handle.get().onExit().get();
        }
    }

    @Test
    void whatACommandLeavesInTheBackgroundHoldsNothingUp() throws Exception {
        run(Optional.empty(), true, "sh", "-c", "sleep 1000 & echo $! > child");
        long child = Long.parseLong(Files.readString(directory.resolve("child")).strip());
        assertThat(ProcessHandle.of(child).orElseThrow().destroyForcibly()).isTrue();
    }

    @Test
    void noTemporaryFilesStay() throws Exception {
        long before = temporaryFiles();
        run(Optional.empty(), true, "true");
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    private static long temporaryFiles() throws Exception {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".stream"))
                    .count();
        }
    }

    @Test
    void anEmptyCommandIsRefused() {
        assertThatThrownBy(() -> new WrappedCommand(List.of(), directory, Optional.empty(), false, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
