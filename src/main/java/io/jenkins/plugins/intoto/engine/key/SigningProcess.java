package io.jenkins.plugins.intoto.engine.key;

import io.jenkins.plugins.intoto.engine.process.Program;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The process of a {@link SigningProgram}: a line in, a line out, within a time. */
final class SigningProcess implements AutoCloseable {
    /** How many lines of standard error are passed on. */
    static final int MAXIMUM_DIAGNOSTICS = 1000;

    private static final int LONGEST_DIAGNOSTIC = 1000;
    private static final long END_SECONDS = 2;

    private final Process process;
    private final InputStream answers;
    private final OutputStream requests;
    private final Thread diagnosing;

    SigningProcess(Process process, Consumer<String> diagnostics) {
        this.process = process;
        this.answers = new BufferedInputStream(process.getInputStream());
        this.requests = new Pipe(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        this.diagnosing = inBackground(() -> diagnose(process.getErrorStream(), diagnostics));
    }

    /** Thrown when a process takes too long. */
    static final class TimedOutException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Thrown when an answer is too long. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Thrown when a process reads or says nothing more; the message is how it ended. */
    static final class EndedException extends IOException {
        private static final long serialVersionUID = 1L;

        EndedException(String how) {
            super(how);
        }
    }

    /** Tells a pipe that nobody reads any more from a message that cannot be read. */
    private static final class Pipe extends FilterOutputStream {
        Pipe(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int count) throws IOException {
            try {
                out.write(octets, offset, count);
            } catch (IOException e) {
                throw new EndedException("");
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                throw new EndedException("");
            }
        }
    }

    private static Thread inBackground(Runnable task) {
        var thread = new Thread(task, "in-toto signing program");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @param request a JSON object
     * @param message becomes the first member of the request, in base64
     * @return the line, without its end
     */
    byte[] answerTo(byte[] request, Optional<Signer.Message> message, Duration timeLimit) throws IOException {
        var task = new FutureTask<byte[]>(() -> exchange(request, message));
        inBackground(task);
        try {
            return task.get(timeLimit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TimedOutException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private byte[] exchange(byte[] request, Optional<Signer.Message> message) throws IOException, InterruptedException {
        try {
            write(request, message);
        } catch (EndedException e) {
            // it may have answered with an error before it has read everything
            return answer();
        }
        return answer();
    }

    private void write(byte[] request, Optional<Signer.Message> message) throws IOException {
        if (message.isPresent()) {
            requests.write("{\"message\":\"".getBytes(StandardCharsets.US_ASCII));
            var encoder = Base64.getEncoder().wrap(new FilterOutputStream(requests) {
                @Override
                public void write(byte[] octets, int offset, int count) throws IOException {
                    out.write(octets, offset, count);
                }

                @Override
                public void close() {
                    // closing the encoder writes what is left, and the pipe stays open
                }
            });
            message.get().writeTo(encoder);
            encoder.close();
            requests.write("\",".getBytes(StandardCharsets.US_ASCII));
            requests.write(request, 1, request.length - 1);
        } else {
            requests.write(request);
        }
        requests.write('\n');
        requests.flush();
    }

    private byte[] answer() throws IOException, InterruptedException {
        var line = new ByteArrayOutputStream();
        for (int octet = answers.read(); octet != '\n'; octet = answers.read()) {
            if (octet < 0) {
                boolean ended = process.waitFor(END_SECONDS, TimeUnit.SECONDS);
                throw new EndedException(
                        ended
                                ? "ended without an answer, with the exit code " + process.exitValue()
                                : "closed its output without an answer");
            }
            if (line.size() == SigningProgram.MAXIMUM_ANSWER) {
                throw new TooLongException();
            }
            line.write(octet);
        }
        return line.toByteArray();
    }

    /** Reads to the end, or the program would wait for ever once the pipe is full. */
    private static void diagnose(InputStream stream, Consumer<String> diagnostics) {
        byte[] line = new byte[LONGEST_DIAGNOSTIC];
        int length = 0;
        int lines = 0;
        try (var in = new BufferedInputStream(stream)) {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                if (octet != '\n') {
                    if (length < line.length) {
                        line[length++] = (byte) octet;
                    }
                    continue;
                }
                if (lines++ < MAXIMUM_DIAGNOSTICS) {
                    diagnostics.accept(text(line, length));
                }
                length = 0;
            }
            if (length > 0 && lines < MAXIMUM_DIAGNOSTICS) {
                diagnostics.accept(text(line, length));
            }
        } catch (IOException e) {
            // the process was killed, and what it would have said is lost
            diagnostics.accept("(the rest is lost: " + e.getMessage() + ")");
        }
    }

    private static String text(byte[] line, int length) {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return DisplayText.of(new String(Arrays.copyOf(line, end), StandardCharsets.UTF_8));
    }

    /**
     * Ends the process between two requests. A program that keeps to the protocol ends when its input does; others are killed,
     * and what they have started, too.
     */
    @Override
    public void close() {
        var started = process.descendants().toList();
        try {
            process.getOutputStream().close();
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            process.destroyForcibly(); // it does not read any more
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        started.forEach(ProcessHandle::destroyForcibly);
        kill();
    }

    /** Kills the process, whatever it is doing, and what it has started, too. */
    void kill() {
        try {
            if (!process.isAlive()) {
                // to kill it closes the pipes, with what it said before it ended
                diagnosing.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
            }
            Program.kill(process);
            diagnosing.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
