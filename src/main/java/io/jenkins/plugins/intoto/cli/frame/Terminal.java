package io.jenkins.plugins.intoto.cli.frame;

import java.util.Optional;

/** The terminal that somebody sits at, if there is one. */
public interface Terminal {
    /** No terminal: nobody can be asked, and nobody watches. */
    Terminal NONE = new Terminal() {
        @Override
        public boolean isPresent() {
            return false;
        }

        @Override
        public Optional<char[]> askPassphrase(String prompt) {
            return Optional.empty();
        }

        @Override
        public void show(String text) {}
    };

    /** Whether there is a terminal. */
    boolean isPresent();

    /**
     * Asks for a passphrase, which is not shown as it is typed.
     *
     * @param prompt what to ask
     * @return an array to be wiped; empty if there is no terminal or the input ended
     */
    Optional<char[]> askPassphrase(String prompt);

    /** Shows text as it is, control characters included. */
    void show(String text);
}
