package io.jenkins.plugins.intoto.engine.key;

import java.security.KeyStore;

/** Reads keys from key stores that were opened elsewhere. */
public final class KeyStores {
    private KeyStores() {}

    /**
     * Reads the private key of a key store, with its certificates.
     *
     * @param store the key store, loaded; it must hold one private key
     * @param source its name for error messages
     * @param passphrases asked for the passphrase of the key
     * @throws UnreadableKeyException if the store holds no private key that can be used, or holds several
     */
    public static SigningKey readPrivate(KeyStore store, String source, PassphraseSource passphrases)
            throws UnreadableKeyException {
        return Pkcs12.read(store, source, passphrases);
    }
}
