package io.jenkins.plugins.intoto.cli;

import io.jenkins.plugins.intoto.InTotoException;
import io.jenkins.plugins.intoto.key.PassphraseSource;
import java.util.Optional;

/** The passphrases of key files that are read: the one that was given, or what the user types. */
final class Passphrases implements PassphraseSource {
    private final Optional<char[]> given;
    private final Terminal terminal;
    private boolean used;

    private Passphrases(Optional<char[]> given, Terminal terminal) {
        this.given = given;
        this.terminal = terminal;
    }

    static Passphrases of(Invocation invocation) throws InTotoException {
        return new Passphrases(
                PassphraseOption.PASSWORD.value(invocation),
                invocation.surroundings().terminal());
    }

    /** Whether a key file was protected, so that its passphrase was needed. */
    boolean wereUsed() {
        return used;
    }

    @Override
    public Optional<char[]> passphraseFor(String source) {
        used = true;
        return given.isPresent()
                ? given.map(char[]::clone)
                : terminal.askPassphrase("Passphrase for " + OneLine.of(source) + ": ");
    }
}
