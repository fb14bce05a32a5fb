package io.jenkins.plugins.intoto.cli;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.cli.frame.Surroundings;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Answers a command line that begins with no command: the help, the version, or what is wrong. */
final class Overview {
    private final Surroundings surroundings;

    Overview(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static Ansi colours(Surroundings surroundings) {
        return surroundings.terminal().isPresent() ? Ansi.AUTO : Ansi.OFF;
    }

    /** Answers and returns the exit code. */
    int answer(String[] args) {
        boolean asked = args.length > 0 && args[0].equals("help");
        var words = asked ? Arrays.copyOfRange(args, 1, args.length) : args;
        if (words.length > 0 && words[0].equals("--version")) {
            surroundings.out().println(Commands.PROGRAM + " " + version());
            return 0;
        }
        var line = Commands.tree();
        for (var word : words) {
            if (word.equals("-h") || word.equals(Syntax.HELP)) {
                asked = true;
                break;
            }
            var next = line.getSubcommands().get(word);
            if (next == null) {
                return wrong(line, word);
            }
            line = next;
        }
        line.usage(asked ? surroundings.out() : surroundings.err(), colours(surroundings));
        return asked ? 0 : Command.WRONG_ARGUMENTS;
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(development)");
    }

    private int wrong(CommandLine line, String word) {
        var name = line.getCommandSpec().qualifiedName();
        surroundings
                .err()
                .println(name + ": "
                        + (word.startsWith("-") ? "unknown option '" : "there is no command '")
                        + OneLine.of(word) + "'; its commands are "
                        + String.join(", ", line.getSubcommands().keySet()) + "; see '" + name + " --help'");
        return Command.WRONG_ARGUMENTS;
    }
}
