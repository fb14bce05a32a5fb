package io.jenkins.plugins.intoto.cli;

import picocli.AutoComplete;

/** {@code completion}: writes a script that lets a shell complete command lines. */
final class CompletionCommand implements Command {
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
        invocation.out().print(AutoComplete.bash(Commands.PROGRAM, Commands.tree()));
        return 0;
    }
}
