package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;

/** {@code completion}: writes a script that lets a shell complete command lines. */
public final class CompletionCommand implements Command {
    private final Supplier<CommandLine> tree;

    /**
     * @param tree makes the program with all its commands
     */
    public CompletionCommand(Supplier<CommandLine> tree) {
        this.tree = tree;
    }

    @Override
    public Syntax syntax() {
        return new Syntax(
                        "Write a script that completes command lines in bash and zsh.",
                        "Commands and options are completed by name, and files as usual.")
                .example("For this shell", "source <(in-toto completion)")
                .example("For every bash of this user", "in-toto completion >> ~/.bash_completion");
    }

    @Override
    public int run(Invocation invocation) {
        var program = tree.get();
        invocation.out().print(AutoComplete.bash(program.getCommandName(), program));
        return 0;
    }
}
