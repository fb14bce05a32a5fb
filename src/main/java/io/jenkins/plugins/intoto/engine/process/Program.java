package io.jenkins.plugins.intoto.engine.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Another program, which is started as it stands, without a shell.
 *
 * @param command the program and its arguments
 * @param directory where it runs
 * @param withheld environment variables of this process that it does not get, such as those that hold secrets
 */
public record Program(List<String> command, Path directory, Set<String> withheld) {
    /** How Java 17 and 25 tell of the operating system's reason. */
    private static final Pattern SYSTEM_ERROR = Pattern.compile(".*error(?:=|: )\\d+,? \\(?([^()]+)\\)? ?");

    private static final long KILL_SECONDS = 5;

    /**
     * Copies list and set.
     *
     * @throws IllegalArgumentException if the command is empty
     */
    public Program {
        command = List.copyOf(command);
        withheld = Set.copyOf(withheld);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command has at least one word");
        }
    }

    /**
     * Starts it.
     *
     * @param streams says where its streams lead
     * @throws IOException if it cannot be started; the message is the operating system's reason alone
     */
    public Process start(Consumer<ProcessBuilder> streams) throws IOException {
        var builder =
                new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile());
        builder.environment().keySet().removeAll(withheld);
        streams.accept(builder);
        try {
            return builder.start();
        } catch (IOException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            var reason =
                    SYSTEM_ERROR.matcher(String.valueOf(cause.getMessage())).replaceFirst("$1");
            throw new IOException(reason, e);
        }
    }

    /** Kills a process and whatever it has started, the latter listed first, while its parent still leads there. */
    public static void kill(Process process) throws InterruptedException {
        var descendants = process.descendants().toList();
        process.destroyForcibly();
        for (var descendant : descendants) {
            descendant.destroyForcibly();
        }
        process.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
    }
}
