package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.cli.frame.Terminal;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import java.util.Optional;

/** The passphrases of key files that are read: the one that was given, or what the user types. */
public final class Passphrases implements PassphraseSource {
    private final Optional<char[]> given;
    private final Terminal terminal;
    private boolean used;

    private Passphrases(Optional<char[]> given, Terminal terminal) {
        this.given = given;
        this.terminal = terminal;
    }

    /**
     * The passphrases as the options have them.
     *
     * @throws InTotoException if a file or a variable with one cannot be read
     */
    public static Passphrases of(Invocation invocation) throws InTotoException {
        return new Passphrases(
                PassphraseOption.PASSWORD.value(invocation),
                invocation.surroundings().terminal());
    }

    /** Whether a key file was protected, so that its passphrase was needed. */
    public boolean wereUsed() {
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
