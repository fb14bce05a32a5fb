package io.jenkins.plugins.intoto.cli;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.cli.frame.Surroundings;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.file.FileFailure;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/**
 * The command line {@code in-toto}. Exit codes: 0 if a command did what it should or a verification passed, 1 if not, 2 if
 * the arguments are wrong; {@code run} ends with the exit code of the command that it wraps. A failure is told on one line
 * of standard error.
 */
public final class Main {
    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args the command and its arguments
     */
    public static void main(String[] args) {
        int exitCode = run(args, Surroundings.ofProcess());
        // Returning ends the process too, since all other threads are daemons, and does so sooner: from Java 21 on,
        // exit() first looks for a logger to tell of it.
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /**
     * Runs a command.
     *
     * @param args the command and its arguments
     * @param surroundings where it runs
     * @return the exit code
     */
    static int run(String[] args, Surroundings surroundings) {
        var name = Commands.nameIn(args);
        if (name.isEmpty()) {
            return new Overview(surroundings).answer(args);
        }
        int words = name.get().indexOf(' ') < 0 ? 1 : 2;
        var call = new Call(Commands.PROGRAM.concat(" ").concat(name.get()), surroundings);
        return call.run(Commands.named(name.get()).orElseThrow(), Arrays.copyOfRange(args, words, args.length));
    }

    /** One use of a command. */
    private record Call(String name, Surroundings surroundings) {
        int run(Command command, String[] args) {
            // Looked for before parsing, since parsing may be what fails.
            boolean debug = optionsOf(args).contains(Syntax.DEBUG);
            try {
                var line = Syntax.newCommandLine(command.syntax().spec(name));
                var parsed = line.setExpandAtFiles(false).parseArgs(args);
                if (parsed.isUsageHelpRequested()) {
                    line.usage(surroundings.out(), Overview.colours(surroundings));
                    return 0;
                }
                try (var invocation = new Invocation(parsed, surroundings)) {
                    return command.run(invocation);
                }
            } catch (CommandLine.ParameterException | UsageException e) {
                return failed(e.getMessage() + "; see '" + name + " --help'", Command.WRONG_ARGUMENTS, e, debug);
            } catch (InTotoException e) {
                return failed(e.getMessage(), Command.FAILED, e, debug);
            } catch (IOException e) {
                return failed(FileFailure.text(e), Command.FAILED, e, debug);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return failed("interrupted", Command.FAILED, e, debug);
            } catch (OutOfMemoryError e) {
                return failed("out of memory; give Java more of it with -Xmx", Command.FAILED, e, debug);
            } catch (RuntimeException e) {
                // Its message was not written for users and might tell what it should not.
                return failed(
                        "internal error: " + e.getClass().getName() + "; --debug shows more", Command.FAILED, e, debug);
            }
        }

        private static List<String> optionsOf(String[] args) {
            var all = Arrays.asList(args);
            int end = all.indexOf("--");
            return end < 0 ? all : all.subList(0, end);
        }

        private int failed(String message, int exitCode, Throwable cause, boolean debug) {
            surroundings.err().println(name + ": " + OneLine.of(message));
            if (debug) {
                tellTrace("", cause, Collections.newSetFromMap(new IdentityHashMap<>()));
            }
            return exitCode;
        }

        /** As {@link Throwable#printStackTrace()} has it, but that names in messages cannot control a terminal. */
        private void tellTrace(String caption, Throwable failure, Set<Throwable> told) {
            if (!told.add(failure)) {
                return;
            }
            surroundings.err().println(caption + OneLine.of(failure.toString()));
            for (var frame : failure.getStackTrace()) {
                surroundings.err().println("\tat " + OneLine.of(frame.toString()));
            }
            for (var suppressed : failure.getSuppressed()) {
                tellTrace("Suppressed: ", suppressed, told);
            }
            if (failure.getCause() != null) {
                tellTrace("Caused by: ", failure.getCause(), told);
            }
        }
    }
}
