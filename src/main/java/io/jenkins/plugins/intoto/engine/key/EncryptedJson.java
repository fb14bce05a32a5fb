package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The encrypted key files of securesystemslib up to 0.31: {@code salt@@@@iterations@@@@hmac@@@@iv@@@@ciphertext}, all but
 * the iterations in hexadecimal. The plain text is a JSON key file, encrypted by AES-256 in counter mode and authenticated
 * by HMAC-SHA-256, both under a key that PBKDF2 derives.
 */
record EncryptedJson(byte[] salt, int iterations, byte[] hmac, byte[] vector, byte[] ciphertext) {
    static final String DELIMITER = "@@@@";

    private static final HexFormat HEX = HexFormat.of();
    private static final int BLOCK = 16;

    static EncryptedJson of(String text, String source) throws UnreadableKeyException {
        var parts = text.strip().split(DELIMITER, -1);
        try {
            if (parts.length == 5) {
                int iterations = Integer.parseInt(parts[1]);
                PasswordEncryption.checkIterations(iterations, source);
                var vector = HEX.parseHex(parts[3]);
                var salt = HEX.parseHex(parts[0]);
                if (vector.length == BLOCK && salt.length > 0) {
                    return new EncryptedJson(salt, iterations, HEX.parseHex(parts[2]), vector, HEX.parseHex(parts[4]));
                }
            }
        } catch (IllegalArgumentException e) {
            throw damaged(source);
        }
        throw damaged(source);
    }

    private static UnreadableKeyException damaged(String source) {
        return new UnreadableKeyException(source, DAMAGED, "the encrypted key is damaged");
    }

    /**
     * @throws GeneralSecurityException if the passphrase is wrong or the file was altered
     */
    byte[] decrypt(char[] passphrase) throws GeneralSecurityException {
        var key = PasswordEncryption.pbkdf2(passphrase, salt, iterations);
        try {
            if (!MessageDigest.isEqual(hmac, authenticate(key))) {
                throw new GeneralSecurityException("not authentic");
            }
            var cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(vector));
            return cipher.doFinal(ciphertext);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] authenticate(byte[] key) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(ciphertext);
    }
}
