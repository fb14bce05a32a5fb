package io.jenkins.plugins.intoto.cli.frame;

import io.jenkins.plugins.intoto.engine.file.StandardInput;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command finds around it.
 *
 * @param directory where relative paths start from
 * @param out standard output, for results
 * @param err standard error, for messages
 * @param environment the environment variables
 * @param terminal the terminal, if there is one
 */
public record Surroundings(
        Path directory, PrintStream out, PrintStream err, Map<String, String> environment, Terminal terminal) {

    /** What this process was started with. */
    public static Surroundings ofProcess() {
        return new Surroundings(Path.of(""), System.out, System.err, System.getenv(), new ProcessTerminal());
    }

    /**
     * A path as it was given on the command line; {@code -} stands for standard input.
     *
     * @throws UsageException if it is none
     */
    public Path path(String text) throws UsageException {
        if (text.isEmpty()) {
            // It would be the current directory, but mostly comes from a variable of a shell that is not set.
            throw new UsageException("a path is empty");
        }
        try {
            return text.equals(StandardInput.NAME) ? StandardInput.PATH : directory.resolve(text);
        } catch (InvalidPathException e) {
            throw new UsageException("'" + text + "' is not a path: " + e.getReason());
        }
    }
}
