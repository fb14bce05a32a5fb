package io.jenkins.plugins.intoto.engine.key;

import io.jenkins.plugins.intoto.engine.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The content of key files; where it is to be kept secret is the caller's concern. */
public final class KeyFileWriter {
    private KeyFileWriter() {}

    /**
     * A private key as PKCS#8 (RFC 5208) in PEM, unprotected.
     *
     * @param key the key
     */
    public static byte[] privatePem(SigningKey key) {
        var plain = key.material().pkcs8();
        try {
            return Pem.writeBytes("PRIVATE KEY", plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /**
     * A private key as PKCS#8 in PEM, encrypted with AES-256 under a passphrase (PBES2 with PBKDF2, RFC 8018).
     *
     * @param key the key
     * @param passphrase the passphrase, used in UTF-8; not wiped
     * @throws IllegalArgumentException if the passphrase is empty
     */
    public static byte[] encryptedPrivatePem(SigningKey key, char[] passphrase) {
        if (passphrase.length == 0) {
            throw new IllegalArgumentException("the passphrase is empty");
        }
        var plain = key.material().pkcs8();
        try {
            return Pem.writeBytes("ENCRYPTED PRIVATE KEY", PasswordEncryption.encryptPkcs8(plain, passphrase));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /**
     * A private key in the JSON of securesystemslib, unprotected.
     *
     * @param key the key
     */
    public static byte[] privateJson(SigningKey key) {
        return Json.compact(KeyObject.ofPrivate(key));
    }

    /**
     * A public key as SubjectPublicKeyInfo (RFC 5280) in PEM.
     *
     * @param key the key
     */
    public static byte[] publicPem(AsymmetricKey key) {
        return Pem.writeBytes("PUBLIC KEY", key.material().key().getEncoded());
    }

    /**
     * A public key in the JSON of securesystemslib.
     *
     * @param key the key
     */
    public static byte[] publicJson(AsymmetricKey key) {
        return Json.compact(key.toJson());
    }

    /**
     * A public key as text with nothing in it but the key and its certificate, which {@link KeyFiles#readPublic} reads as the
     * same key.
     *
     * @param key the key
     */
    public static String publicText(VerificationKey key) {
        if (key instanceof AsymmetricKey asymmetric) {
            var certificate = asymmetric.certificate();
            if (certificate.isPresent()) {
                return certificate.get();
            }
            var pem = publicPem(asymmetric);
            return new String(isTextOf(pem, key) ? pem : publicJson(asymmetric), StandardCharsets.UTF_8);
        }
        return new String(Json.compact(((GpgKey) key).toJson()), StandardCharsets.UTF_8);
    }

    /** JSON alone tells of a scheme that is not the usual one. */
    private static boolean isTextOf(byte[] text, VerificationKey key) {
        try {
            return KeyFiles.readPublic(text, "the key").equals(key);
        } catch (UnreadableKeyException e) {
            return false;
        }
    }
}
