package io.jenkins.plugins.intoto.engine.key;

import java.util.Optional;

/** Gives the passphrase of a key file; asked only when the file turns out to be protected by one. */
@FunctionalInterface
public interface PassphraseSource {
    /** Knows no passphrase. */
    PassphraseSource NONE = source -> Optional.empty();

    /**
     * The passphrase of a key file.
     *
     * @param source the name of the file
     * @return an array that the caller wipes after use; empty if there is no passphrase
     */
    Optional<char[]> passphraseFor(String source);

    /**
     * Knows one passphrase for all files, unless it is empty.
     *
     * @param passphrase the passphrase as it is kept elsewhere anyway
     */
    static PassphraseSource of(String passphrase) {
        return passphrase.isEmpty() ? NONE : source -> Optional.of(passphrase.toCharArray());
    }
}
