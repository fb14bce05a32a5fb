package io.jenkins.plugins.intoto.cli.frame;

import java.util.Optional;

/** The terminal of this process: there is one if standard input and standard output are connected to it. */
final class ProcessTerminal implements Terminal {
    @Override
    public boolean isPresent() {
        return System.console() != null;
    }

    @Override
    public Optional<char[]> askPassphrase(String prompt) {
        var console = System.console();
        return console == null ? Optional.empty() : Optional.ofNullable(console.readPassword("%s", prompt));
    }

    @Override
    public void show(String text) {
        var console = System.console();
        if (console != null) {
            console.writer().print(text);
            console.flush();
        }
    }
}
