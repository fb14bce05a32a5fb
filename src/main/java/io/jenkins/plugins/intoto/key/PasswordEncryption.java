package io.jenkins.plugins.intoto.key;

import static io.jenkins.plugins.intoto.key.UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM;

import io.jenkins.plugins.intoto.key.DerReader.MalformedDerException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The encryption of PKCS#8 keys: PBES2 (RFC 8018, section 6.2) with PBKDF2 or scrypt (RFC 7914) by the JDK; the older
 * PBES1 and PKCS#12 schemes by BouncyCastle.
 */
final class PasswordEncryption {
    private static final String PBES2 = "1.2.840.113549.1.5.13";
    private static final String PBKDF2 = "1.2.840.113549.1.5.12";
    private static final String SCRYPT = "1.3.6.1.4.1.11591.4.11";
    private static final String HMAC_SHA1 = "1.2.840.113549.2.7";
    private static final String HMAC_SHA256 = "1.2.840.113549.2.9";
    private static final String AES_256 = "2.16.840.1.101.3.4.1.42";

    private static final Map<String, String> DERIVATIONS = Map.of(
            HMAC_SHA1,
            "PBKDF2WithHmacSHA1",
            "1.2.840.113549.2.8",
            "PBKDF2WithHmacSHA224",
            HMAC_SHA256,
            "PBKDF2WithHmacSHA256",
            "1.2.840.113549.2.10",
            "PBKDF2WithHmacSHA384",
            "1.2.840.113549.2.11",
            "PBKDF2WithHmacSHA512");

    private record BlockCipher(String name, int keyLength) {}

    private static final Map<String, BlockCipher> CIPHERS = Map.of(
            "2.16.840.1.101.3.4.1.2",
            new BlockCipher("AES", 16),
            "2.16.840.1.101.3.4.1.22",
            new BlockCipher("AES", 24),
            AES_256,
            new BlockCipher("AES", 32),
            "1.2.840.113549.3.7",
            new BlockCipher("DESede", 24));

    /** More than any tool uses, and still not a way to keep a reader busy for hours. */
    private static final int MAXIMUM_ITERATIONS = 10_000_000;

    private static final long MAXIMUM_SCRYPT_BYTES = 1L << 28;
    private static final int OUR_ITERATIONS = 600_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] encoded;
    private final byte[] algorithm;
    private final byte[] content;
    private final String source;

    private PasswordEncryption(byte[] encoded, byte[] algorithm, byte[] content, String source) {
        this.encoded = encoded;
        this.algorithm = algorithm;
        this.content = content;
        this.source = source;
    }

    static PasswordEncryption of(byte[] encoded, String source) throws MalformedDerException {
        var info = DerReader.ofSequence(encoded);
        var algorithm = info.element();
        var content = info.octets();
        info.expectEnd();
        return new PasswordEncryption(encoded, algorithm, content, source);
    }

    byte[] decrypt(char[] passphrase) throws GeneralSecurityException, MalformedDerException, UnreadableKeyException {
        var members = DerReader.ofSequence(algorithm);
        if (!members.oid().equals(PBES2)) {
            var parameters = members.sequence();
            parameters.octets();
            checkCost(parameters.integer(), MAXIMUM_ITERATIONS, source);
            return BouncyCastle.decrypt(encoded, passphrase);
        }
        var parameters = members.sequence();
        var derivation = parameters.sequence();
        var cipherParameters = parameters.sequence();
        var cipher = CIPHERS.get(cipherParameters.oid());
        if (cipher == null) {
            throw unsupported();
        }
        var key = deriveKey(derivation, cipher.keyLength(), passphrase);
        try {
            var engine = Cipher.getInstance(cipher.name() + "/CBC/PKCS5Padding");
            var vector = new IvParameterSpec(cipherParameters.octets());
            engine.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, cipher.name()), vector);
            return engine.doFinal(content);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] deriveKey(DerReader derivation, int length, char[] passphrase)
            throws GeneralSecurityException, MalformedDerException, UnreadableKeyException {
        var oid = derivation.oid();
        var parameters = derivation.sequence();
        var salt = parameters.octets();
        var cost = parameters.integer();
        if (oid.equals(SCRYPT)) {
            var blockSize = parameters.integer();
            var parallelism = parameters.integer();
            checkScrypt(cost, blockSize, parallelism);
            return BouncyCastle.scrypt(
                    passphrase, salt, cost.intValue(), blockSize.intValue(), parallelism.intValue(), length);
        }
        checkCost(cost, MAXIMUM_ITERATIONS, source);
        if (parameters.nextTag() == DerReader.INTEGER) {
            parameters.integer();
        }
        var digest = parameters.hasNext() ? parameters.sequence().oid() : HMAC_SHA1;
        var algorithmName = DERIVATIONS.get(digest);
        if (!oid.equals(PBKDF2) || algorithmName == null || salt.length == 0) {
            throw unsupported();
        }
        return pbkdf2(algorithmName, passphrase, salt, cost.intValue(), length);
    }

    /** A key of 256 bits by PBKDF2 with HMAC-SHA-256. */
    static byte[] pbkdf2(char[] passphrase, byte[] salt, int iterations) throws GeneralSecurityException {
        return pbkdf2(DERIVATIONS.get(HMAC_SHA256), passphrase, salt, iterations, 32);
    }

    private static byte[] pbkdf2(String name, char[] passphrase, byte[] salt, int iterations, int length)
            throws GeneralSecurityException {
        var specification = new PBEKeySpec(passphrase, salt, iterations, 8 * length);
        try {
            return SecretKeyFactory.getInstance(name)
                    .generateSecret(specification)
                    .getEncoded();
        } finally {
            specification.clearPassword();
        }
    }

    /** Refuses a number of iterations that would take hours. */
    static void checkIterations(long iterations, String source) throws UnreadableKeyException {
        checkCost(BigInteger.valueOf(iterations), MAXIMUM_ITERATIONS, source);
    }

    private static void checkCost(BigInteger value, long maximum, String source) throws UnreadableKeyException {
        if (value.signum() <= 0 || value.compareTo(BigInteger.valueOf(maximum)) > 0) {
            throw new UnreadableKeyException(
                    source,
                    UNSUPPORTED_ALGORITHM,
                    "asks for an unreasonable effort to derive a key from the passphrase");
        }
    }

    private void checkScrypt(BigInteger cost, BigInteger blockSize, BigInteger parallelism)
            throws UnreadableKeyException {
        checkCost(cost, Integer.MAX_VALUE, source);
        checkCost(blockSize, 1024, source);
        checkCost(parallelism, 16, source);
        checkCost(cost.multiply(blockSize).shiftLeft(7), MAXIMUM_SCRYPT_BYTES, source);
        if (cost.bitCount() != 1 || cost.equals(BigInteger.ONE)) {
            throw unsupported();
        }
    }

    private UnreadableKeyException unsupported() {
        return new UnreadableKeyException(
                source,
                UNSUPPORTED_ALGORITHM,
                "is encrypted in a way that is not supported; convert it with \"openssl pkcs8 -topk8 -in KEY\"");
    }

    static byte[] randomBytes(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Encrypts PrivateKeyInfo with PBES2, PBKDF2 and AES-256; every tool of today reads that. */
    static byte[] encrypt(byte[] plain, char[] passphrase) {
        var salt = randomBytes(16);
        var vector = randomBytes(16);
        try {
            var key = pbkdf2(passphrase, salt, OUR_ITERATIONS);
            var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(vector));
            Arrays.fill(key, (byte) 0);
            var digest = DerWriter.sequence(DerWriter.oid(HMAC_SHA256), DerWriter.element(DerReader.NULL));
            var derivation = DerWriter.sequence(
                    DerWriter.oid(PBKDF2),
                    DerWriter.sequence(DerWriter.octets(salt), DerWriter.integer(OUR_ITERATIONS), digest));
            var encryption = DerWriter.sequence(DerWriter.oid(AES_256), DerWriter.octets(vector));
            var scheme = DerWriter.sequence(DerWriter.oid(PBES2), DerWriter.sequence(derivation, encryption));
            return DerWriter.sequence(scheme, DerWriter.octets(cipher.doFinal(plain)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // each algorithm is one that every Java platform has
        }
    }
}
