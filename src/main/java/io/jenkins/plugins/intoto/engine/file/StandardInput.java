package io.jenkins.plugins.intoto.engine.file;

import java.io.FilterInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Standard input as a path, so that whatever reads a file reads it too. Only a command line hands this path out; a file called
 * {@code -} has another one.
 */
public final class StandardInput {
    /** What stands for it on a command line. */
    public static final String NAME = "-";
    /** The path that stands for it; no other does, be it equal. */
    public static final Path PATH = Path.of(NAME);

    private static final AtomicReference<InputStream> READ = new AtomicReference<>();

    private StandardInput() {}

    /** Whether a path stands for standard input. */
    public static boolean is(Path path) {
        return path == PATH;
    }

    /**
     * Opens it.
     *
     * @return its content; closing it leaves the stream of the process open
     * @throws UnreadableFileException if it was read already
     */
    static InputStream open() throws UnreadableFileException {
        var in = System.in;
        if (READ.getAndSet(in) == in) {
            throw new UnreadableFileException(NAME, "standard input can be read once only; give - once");
        }
        return new FilterInputStream(in) {
            @Override
            public void close() {
                // It is the process's.
            }
        };
    }
}
