package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PASSPHRASE_NEEDED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.WRONG_PASSPHRASE;

import io.jenkins.plugins.intoto.engine.key.DerReader.MalformedDerException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** Private keys that are protected by a passphrase. */
final class EncryptedKeys {
    private EncryptedKeys() {}

    /** Removes the protection. */
    @FunctionalInterface
    interface Decryption {
        /**
         * @param passphrase wiped by the caller
         * @throws GeneralSecurityException if the passphrase is wrong or the content damaged
         */
        byte[] decrypt(char[] passphrase)
                throws GeneralSecurityException, MalformedDerException, UnreadableKeyException;
    }

    /** Interprets what was protected. */
    @FunctionalInterface
    interface Interpretation<T> {
        T read(byte[] plain) throws UnreadableKeyException;
    }

    /** Asks for the passphrase and opens the key. */
    static <T> T read(
            Interpretation<T> interpretation, Decryption decryption, String source, PassphraseSource passphrases)
            throws UnreadableKeyException {
        var passphrase = passphrases
                .passphraseFor(source)
                .orElseThrow(() -> new UnreadableKeyException(
                        source, PASSPHRASE_NEEDED, "is protected by a passphrase, and none was given"));
        byte[] plain = new byte[0];
        try {
            plain = decryption.decrypt(passphrase);
            return interpretation.read(plain);
        } catch (GeneralSecurityException e) {
            throw wrongPassphrase(source);
        } catch (MalformedDerException e) {
            throw new UnreadableKeyException(source, DAMAGED, "the encrypted key is damaged");
        } catch (UnreadableKeyException e) {
            // a wrong passphrase passes the check of the padding once in 256 times
            throw e.reason() == DAMAGED ? wrongPassphrase(source) : e;
        } finally {
            Arrays.fill(passphrase, '\0');
            Arrays.fill(plain, (byte) 0);
        }
    }

    static UnreadableKeyException wrongPassphrase(String source) {
        return new UnreadableKeyException(source, WRONG_PASSPHRASE, "the passphrase is wrong, or the file is damaged");
    }

    /** EncryptedPrivateKeyInfo (RFC 5208, section 6). */
    static PrivateMaterial readPkcs8(byte[] der, String source, PassphraseSource passphrases)
            throws UnreadableKeyException {
        return read(
                plain -> PrivateMaterial.ofPkcs8(plain, source),
                passphrase -> PasswordEncryption.decryptPkcs8(der, passphrase, source),
                source,
                passphrases);
    }

    /** The bytes of a passphrase in UTF-8, to be wiped. */
    static byte[] utf8(char[] passphrase) {
        ByteBuffer buffer = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        Arrays.fill(buffer.array(), (byte) 0);
        return bytes;
    }
}
