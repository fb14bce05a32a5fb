package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NOT_A_KEY;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PASSPHRASE_NEEDED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.SEVERAL_KEYS;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.CharBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Private keys with their certificates in PKCS#12 (RFC 7292). */
final class Pkcs12 {
    private Pkcs12() {}

    /** Loads a key store. */
    @FunctionalInterface
    private interface Loading {
        KeyStore load(char[] passphrase) throws GeneralSecurityException, IOException;
    }

    static SigningKey read(byte[] content, String source, PassphraseSource passphrases) throws UnreadableKeyException {
        return read(passphrase -> load(content, passphrase), source, passphrases);
    }

    static SigningKey read(KeyStore store, String source, PassphraseSource passphrases) throws UnreadableKeyException {
        return read(passphrase -> store, source, passphrases);
    }

    private static SigningKey read(Loading loading, String source, PassphraseSource passphrases)
            throws UnreadableKeyException {
        Optional<char[]> given = passphrases.passphraseFor(source);
        var passphrase = given.orElseGet(() -> new char[0]);
        try {
            return read(loading.load(passphrase), passphrase, source);
        } catch (UnrecoverableKeyException e) {
            throw given.isPresent()
                    ? EncryptedKeys.wrongPassphrase(source)
                    : new UnreadableKeyException(
                            source, PASSPHRASE_NEEDED, "is protected by a passphrase, and none was given");
        } catch (GeneralSecurityException | IOException | RuntimeException e) { // parsers throw all of them on damage
            throw new UnreadableKeyException(
                    source, DAMAGED, "the PKCS#12 file is damaged or protected in an unknown way");
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /** The JDK's implementation knows ASCII passphrases only. */
    private static KeyStore load(byte[] content, char[] passphrase) throws GeneralSecurityException, IOException {
        var isAscii = CharBuffer.wrap(passphrase).chars().allMatch(c -> c < 0x7f);
        var store = isAscii ? KeyStore.getInstance("PKCS12") : KeyStore.getInstance("PKCS12", BouncyCastle.provider());
        try {
            store.load(new ByteArrayInputStream(content), passphrase);
            return store;
        } catch (IOException e) {
            if (isWrongPassphrase(e)) {
                throw new UnrecoverableKeyException("wrong passphrase");
            }
            throw e;
        }
    }

    private static boolean isWrongPassphrase(IOException e) {
        return e.getCause() instanceof UnrecoverableKeyException
                || (e.getMessage() != null && e.getMessage().contains("wrong password"));
    }

    private static SigningKey read(KeyStore store, char[] passphrase, String source)
            throws GeneralSecurityException, UnreadableKeyException {
        var keys = new ArrayList<String>();
        for (var alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                keys.add(alias);
            }
        }
        if (keys.isEmpty()) {
            throw new UnreadableKeyException(source, NOT_A_KEY, "is a PKCS#12 file without a private key");
        }
        if (keys.size() > 1) {
            throw new UnreadableKeyException(
                    source, SEVERAL_KEYS, "is a PKCS#12 file with " + keys.size() + " keys; one is needed");
        }
        var chain = certificates(store.getCertificateChain(keys.get(0)));
        var key = SigningKey.of(PrivateMaterial.ofPkcs8(
                key(store, keys.get(0), passphrase, source).getEncoded(), source));
        return chain.isEmpty() ? key : key.withChain(chain, source);
    }

    private static Key key(KeyStore store, String alias, char[] passphrase, String source)
            throws GeneralSecurityException, UnreadableKeyException {
        try {
            return store.getKey(alias, passphrase);
        } catch (UnrecoverableKeyException e) {
            throw new UnreadableKeyException(
                    source,
                    UNSUPPORTED_ALGORITHM,
                    "its key has a passphrase of its own or is of a kind that is not supported; "
                            + KeyAlgorithm.SUPPORTED);
        }
    }

    private static List<X509Certificate> certificates(Certificate[] chain) {
        return chain == null
                ? List.of()
                : Arrays.stream(chain).map(X509Certificate.class::cast).toList();
    }
}
