package io.jenkins.plugins.intoto.key;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The ciphers of OpenSSL's older PEM formats, by their names in the header {@code DEK-Info}; the key is derived by
 * OpenSSL's EVP_BytesToKey with MD5 and one iteration.
 */
enum TraditionalCipher {
    AES_128("AES-128-CBC", "AES", 16),
    AES_192("AES-192-CBC", "AES", 24),
    AES_256("AES-256-CBC", "AES", 32),
    TRIPLE_DES("DES-EDE3-CBC", "DESede", 24);

    private static final int SALT_LENGTH = 8;

    private final String headerName;
    private final String jcaName;
    private final int keyLength;

    TraditionalCipher(String headerName, String jcaName, int keyLength) {
        this.headerName = headerName;
        this.jcaName = jcaName;
        this.keyLength = keyLength;
    }

    static Optional<TraditionalCipher> named(String headerName) {
        return Arrays.stream(values())
                .filter(cipher -> cipher.headerName.equals(headerName.strip()))
                .findFirst();
    }

    /**
     * @param content the encrypted content
     * @param vector the initialisation vector in hexadecimal
     * @param passphrase the passphrase; not wiped
     * @throws GeneralSecurityException if the passphrase is wrong or the content damaged
     * @throws IllegalArgumentException if the vector is not hexadecimal or too short
     */
    byte[] decrypt(byte[] content, String vector, char[] passphrase) throws GeneralSecurityException {
        var iv = HexFormat.of().parseHex(vector.strip());
        if (iv.length < SALT_LENGTH) {
            throw new IllegalArgumentException("the initialisation vector is too short");
        }
        var key = deriveKey(passphrase, Arrays.copyOf(iv, SALT_LENGTH));
        try {
            var cipher = Cipher.getInstance(jcaName + "/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, jcaName), new IvParameterSpec(iv));
            return cipher.doFinal(content);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] deriveKey(char[] passphrase, byte[] salt) throws GeneralSecurityException {
        var digest = MessageDigest.getInstance("MD5");
        var secret = EncryptedKeys.utf8(passphrase);
        var key = new byte[keyLength];
        var block = new byte[0];
        for (int position = 0; position < keyLength; position += block.length) {
            digest.update(block);
            digest.update(secret);
            digest.update(salt);
            block = digest.digest();
            System.arraycopy(block, 0, key, position, Math.min(block.length, keyLength - position));
        }
        Arrays.fill(secret, (byte) 0);
        return key;
    }
}
