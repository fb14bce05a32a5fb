package io.jenkins.plugins.intoto.engine.record;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary file that a process writes one of its streams to, and that is shown as it grows. */
final class RecordedStream implements AutoCloseable {
    /** How much is shown in one go while the process runs, so that showing does not hold up a time limit. */
    private static final int SHARE = 1 << 20;

    private final Path file;
    private final PrintStream terminal;
    private final InputStream reader;
    private final byte[] buffer = new byte[8192];
    private long shown;

    private RecordedStream(Path file, PrintStream terminal) throws IOException {
        this.file = file;
        this.terminal = terminal;
        this.reader = Files.newInputStream(file);
    }

    static RecordedStream to(PrintStream terminal) throws IOException {
        var file = Files.createTempFile("in-toto-", ".stream");
        try {
            return new RecordedStream(file, terminal);
        } catch (IOException e) {
            Files.delete(file);
            throw e;
        }
    }

    ProcessBuilder.Redirect redirect() {
        return ProcessBuilder.Redirect.to(new File(file.toString()));
    }

    /**
     * Shows what was written since the last time.
     *
     * @param all whether all of it is shown, however long that takes
     */
    void show(boolean all) throws IOException {
        long left = all ? size() - shown : SHARE;
        while (left > 0) {
            int count = reader.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                break;
            }
            terminal.write(buffer, 0, count);
            shown += count;
            left -= count;
        }
        terminal.flush();
    }

    long size() throws IOException {
        return Files.size(file);
    }

    /** What was written, as UTF-8; a byte that is not becomes a replacement character. */
    String text(int limit) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(limit), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
        Files.delete(file);
    }
}
