package io.jenkins.plugins.intoto.engine.record;

import io.jenkins.plugins.intoto.engine.process.Program;
import io.jenkins.plugins.intoto.engine.text.Wording;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The command that a step runs (in-toto specification 1.0, section 4.3.3). It is executed as it stands, without a shell,
 * and reads the standard input of this process.
 *
 * @param command the program and its arguments
 * @param directory where it runs
 * @param timeLimit after how long it is killed; it has all the time it wants if this is empty
 * @param recordStreams whether its output becomes part of the result
 * @param withheld environment variables of this process that it does not get, such as those that hold secrets
 */
public record WrappedCommand(
        List<String> command,
        Path directory,
        Optional<Duration> timeLimit,
        boolean recordStreams,
        Set<String> withheld) {

    /** How much of each stream is recorded at most, in bytes. */
    public static final int STREAM_LIMIT = 16 << 20;

    private static final long SHOW_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONG_POLL_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * Copies list and set.
     *
     * @throws IllegalArgumentException if the command is empty
     */
    public WrappedCommand {
        command = List.copyOf(command);
        withheld = Set.copyOf(withheld);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command has at least one word");
        }
    }

    /**
     * Runs the command to its end. Its output goes to that of this process; if it is recorded, then by way of files, so that
     * the command sees no terminal there, and whatever it leaves behind in the background holds up nothing.
     *
     * @param out where recorded standard output is shown
     * @param err where recorded standard error is shown
     * @throws CommandException if it cannot be started, or takes too long
     * @throws InterruptedException if the thread is interrupted; the command is killed
     */
    public CommandResult run(PrintStream out, PrintStream err) throws CommandException, InterruptedException {
        if (!recordStreams) {
            var process = start(ProcessBuilder::inheritIO);
            await(process, new RecordedStream[0]);
            return new CommandResult(process.exitValue(), "", "", false);
        }
        try (var stdout = RecordedStream.to(out);
                var stderr = RecordedStream.to(err)) {
            var process = start(builder -> builder.redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(stdout.redirect())
                    .redirectError(stderr.redirect()));
            await(process, stdout, stderr);
            boolean truncated = stdout.size() > STREAM_LIMIT || stderr.size() > STREAM_LIMIT;
            return new CommandResult(
                    process.exitValue(), stdout.text(STREAM_LIMIT), stderr.text(STREAM_LIMIT), truncated);
        } catch (IOException e) {
            throw notRecorded(e);
        }
    }

    private Process start(Consumer<ProcessBuilder> streams) throws CommandException {
        try {
            return new Program(command, directory, withheld).start(streams);
        } catch (IOException e) {
            throw new CommandException(
                    CommandException.Reason.NOT_STARTED, command, "cannot be started: " + e.getMessage(), e);
        }
    }

    /** Waits for the end and shows recorded output meanwhile. */
    private void await(Process process, RecordedStream... streams) throws CommandException, InterruptedException {
        long start = System.nanoTime();
        long limit = timeLimit.map(WrappedCommand::nanos).orElse(Long.MAX_VALUE);
        boolean ended = false;
        try {
            while (!ended) {
                long left = limit - (System.nanoTime() - start);
                if (left <= 0) {
                    throw new CommandException(
                            CommandException.Reason.TIMED_OUT,
                            command,
                            "was killed: it took longer than " + Wording.seconds(timeLimit.get()),
                            null);
                }
                ended = process.waitFor(
                        Math.min(left, streams.length == 0 ? LONG_POLL_NANOS : SHOW_POLL_NANOS), TimeUnit.NANOSECONDS);
                for (var stream : streams) {
                    stream.show(ended);
                }
            }
        } catch (IOException e) {
            throw notRecorded(e);
        } finally {
            if (!ended) {
                Program.kill(process);
            }
        }
    }

    private CommandException notRecorded(IOException e) {
        return new CommandException(
                CommandException.Reason.NOT_RECORDED, command, "has output that cannot be recorded: " + e, e);
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(LONGEST) < 0 ? duration.toNanos() : LONGEST.toNanos();
    }
}
