package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.util.Secret;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.KeyStores;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** The keys in credentials of the kinds that can hold one. */
final class KeyContent {
    /** The kinds that can hold a key. */
    static final List<Class<? extends StandardCredentials>> KINDS = List.of(
            SigningKeyCredentials.class,
            FileCredentials.class,
            StringCredentials.class,
            SSHUserPrivateKey.class,
            StandardCertificateCredentials.class);

    private KeyContent() {}

    static boolean canHoldKey(StandardCredentials credential) {
        return KINDS.stream().anyMatch(kind -> kind.isInstance(credential));
    }

    /**
     * Opens a private key; to be closed after use.
     *
     * @param credential of one of the {@link #KINDS}
     * @param source what error messages call it
     * @throws InTotoException if there is no key, or it is refused
     * @throws IOException if the content of a file cannot be had, or what holds the key cannot be reached
     */
    static Signer privateKey(StandardCredentials credential, String source) throws InTotoException, IOException {
        if (credential instanceof SigningKeyCredentials own) {
            return own.open(source);
        }
        if (credential instanceof StandardCertificateCredentials certificate) {
            return KeyStores.readPrivate(
                    certificate.getKeyStore(), source, PassphraseSource.of(text(certificate.getPassword())));
        }
        if (credential instanceof SSHUserPrivateKey ssh) {
            return KeyFiles.readPrivate(
                    bytes(onlyKey(ssh, source)), source, PassphraseSource.of(text(ssh.getPassphrase())));
        }
        return KeyFiles.readPrivate(content(credential), source, PassphraseSource.NONE);
    }

    /**
     * Reads a public key, or the public part of a private one.
     *
     * @param credential of one of the {@link #KINDS}
     * @param source what error messages call it
     * @throws IOException if the content of a file cannot be had
     */
    static VerificationKey publicKey(StandardCredentials credential, String source)
            throws InTotoException, IOException {
        if (credential instanceof FileCredentials || credential instanceof StringCredentials) {
            try {
                return KeyFiles.readPublic(content(credential), source);
            } catch (UnreadableKeyException e) {
                if (e.reason() != Reason.PRIVATE_INSTEAD_OF_PUBLIC) {
                    throw e;
                }
            }
        }
        try (var key = privateKey(credential, source)) {
            return key.publicKey();
        }
    }

    private static byte[] content(StandardCredentials credential) throws IOException {
        if (credential instanceof FileCredentials file) {
            try (var in = file.getContent()) {
                return in.readNBytes(KeyFiles.MAXIMUM_BYTES + 1);
            }
        }
        return bytes(text(((StringCredentials) credential).getSecret()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String onlyKey(SSHUserPrivateKey ssh, String source) throws UnreadableKeyException {
        var keys = ssh.getPrivateKeys();
        if (keys.size() > 1) {
            throw new UnreadableKeyException(source, Reason.SEVERAL_KEYS, Messages.KeyContent_SeveralKeys());
        }
        return keys.isEmpty() ? "" : keys.get(0);
    }

    /** What a secret says; null says nothing. */
    static String text(Secret secret) {
        return secret == null ? "" : secret.getPlainText();
    }
}
