package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM;

import io.jenkins.plugins.intoto.engine.key.DerReader.MalformedDerException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * The encryption of private keys by a passphrase: of PKCS#8 (PBES2, RFC 8018, section 6.2, with PBKDF2 or scrypt; the older
 * PBES1 and PKCS#12 schemes) and of OpenSSL's older PEM (RFC 1421). BouncyCastle does it; how much effort a file may ask
 * for is decided here, before any is made.
 */
final class PasswordEncryption {
    /** More than any tool uses, and still not a way to keep a reader busy for hours. */
    private static final int MAXIMUM_ITERATIONS = 10_000_000;

    private static final long MAXIMUM_SCRYPT_BYTES = 1L << 28;
    private static final int OUR_ITERATIONS = 600_000;
    private static final int SALT_LENGTH = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PasswordEncryption() {}

    /**
     * Decrypts EncryptedPrivateKeyInfo (RFC 5208, section 6).
     *
     * @return PrivateKeyInfo
     * @throws GeneralSecurityException if the passphrase is wrong
     * @throws MalformedDerException if the content is damaged
     * @throws UnreadableKeyException if the scheme is not supported or asks for too much
     */
    static byte[] decryptPkcs8(byte[] encoded, char[] passphrase, String source)
            throws GeneralSecurityException, MalformedDerException, UnreadableKeyException {
        var octets = octets(passphrase);
        try {
            var info = new PKCS8EncryptedPrivateKeyInfo(encoded);
            var algorithm = info.toASN1Structure().getEncryptionAlgorithm();
            checkCost(algorithm, source);
            return info.decryptPrivateKeyInfo(decryptor(algorithm.getAlgorithm(), passphrase, octets))
                    .getEncoded();
        } catch (PKCSException | OperatorCreationException e) {
            if (e instanceof OperatorCreationException || e.getCause() instanceof OperatorCreationException) {
                throw unsupported(source, "is encrypted in a way that is not supported");
            }
            throw new GeneralSecurityException("cannot be decrypted");
        } catch (IOException | RuntimeException e) { // BouncyCastle's parsers throw both on damaged content
            throw new MalformedDerException("cannot be parsed");
        } finally {
            Arrays.fill(octets, '\0');
        }
    }

    /** No single provider of BouncyCastle's has all schemes. */
    private static InputDecryptorProvider decryptor(ASN1ObjectIdentifier scheme, char[] passphrase, char[] octets)
            throws OperatorCreationException {
        return scheme.equals(PKCSObjectIdentifiers.id_PBES2) || scheme.on(PKCSObjectIdentifiers.pkcs_12PbeIds)
                ? new JcePKCSPBEInputDecryptorProviderBuilder()
                        .setProvider(BouncyCastle.provider())
                        .build(passphrase)
                : new JceOpenSSLPKCS8DecryptorProviderBuilder()
                        .setProvider(BouncyCastle.provider())
                        .build(octets);
    }

    /** PBES1 works on octets, and BouncyCastle takes the lower half of each character for one. */
    private static char[] octets(char[] passphrase) {
        var octets = EncryptedKeys.utf8(passphrase);
        var characters = new char[octets.length];
        for (int i = 0; i < octets.length; i++) {
            characters[i] = (char) (octets[i] & 0xff);
        }
        Arrays.fill(octets, (byte) 0);
        return characters;
    }

    private static void checkCost(AlgorithmIdentifier algorithm, String source) throws UnreadableKeyException {
        if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
            var parameters = PKCS12PBEParams.getInstance(algorithm.getParameters());
            checkCost(parameters.getIterations(), MAXIMUM_ITERATIONS, source);
            return;
        }
        var derivation = PBES2Parameters.getInstance(algorithm.getParameters()).getKeyDerivationFunc();
        if (derivation.getAlgorithm().equals(MiscObjectIdentifiers.id_scrypt)) {
            var scrypt = ScryptParams.getInstance(derivation.getParameters());
            checkScrypt(scrypt.getCostParameter(), scrypt.getBlockSize(), scrypt.getParallelizationParameter(), source);
        } else if (derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            var pbkdf2 = PBKDF2Params.getInstance(derivation.getParameters());
            checkCost(pbkdf2.getIterationCount(), MAXIMUM_ITERATIONS, source);
        } else {
            throw unsupported(source, "is encrypted in a way that is not supported");
        }
    }

    /** Refuses parameters that would take hours or much memory, or with which scrypt cannot work. */
    static void checkScrypt(CosignKeys.ScryptCost cost, String source) throws UnreadableKeyException {
        checkScrypt(
                BigInteger.valueOf(cost.cost()),
                BigInteger.valueOf(cost.blockSize()),
                BigInteger.valueOf(cost.parallelization()),
                source);
        if (cost.cost() < 2 || Integer.bitCount(cost.cost()) != 1) {
            throw new UnreadableKeyException(source, DAMAGED, "the encrypted key of cosign is damaged");
        }
    }

    private static void checkScrypt(BigInteger cost, BigInteger blockSize, BigInteger parallelization, String source)
            throws UnreadableKeyException {
        checkCost(cost, Integer.MAX_VALUE, source);
        checkCost(blockSize, 1024, source);
        checkCost(parallelization, 16, source);
        checkCost(cost.multiply(blockSize).shiftLeft(7), MAXIMUM_SCRYPT_BYTES, source);
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

    /**
     * Decrypts the content of OpenSSL's older PEM formats.
     *
     * @param dekInfo the value of the header {@code DEK-Info}: a cipher, a comma, the initialisation vector in hexadecimal
     * @throws GeneralSecurityException if the passphrase is wrong or the content damaged
     * @throws UnreadableKeyException if the header is damaged or names a cipher that is not supported
     */
    static byte[] decryptTraditional(byte[] content, String dekInfo, char[] passphrase, String source)
            throws GeneralSecurityException, UnreadableKeyException {
        var parts = dekInfo.split(",", 2);
        try {
            var vector = HexFormat.of().parseHex(parts.length == 2 ? parts[1].strip() : "");
            if (vector.length < SALT_LENGTH) {
                throw new IllegalArgumentException("too short");
            }
            return new JcePEMDecryptorProviderBuilder()
                    .setProvider(BouncyCastle.provider())
                    .build(passphrase)
                    .get(parts[0].strip())
                    .decrypt(content, vector);
        } catch (IllegalArgumentException e) {
            throw new UnreadableKeyException(source, DAMAGED, "the header DEK-Info is damaged");
        } catch (PEMException | OperatorCreationException e) {
            if (e.getCause() instanceof GeneralSecurityException cause) {
                throw cause;
            }
            throw unsupported(source, "is encrypted with a cipher that is not supported");
        }
    }

    private static UnreadableKeyException unsupported(String source, String what) {
        return new UnreadableKeyException(
                source, UNSUPPORTED_ALGORITHM, what + "; convert it with \"openssl pkcs8 -topk8 -in KEY\"");
    }

    /** Encrypts PrivateKeyInfo with PBES2, PBKDF2 and AES-256; every tool of today reads that. */
    static byte[] encryptPkcs8(byte[] plain, char[] passphrase) {
        try {
            var encryptor = new JceOpenSSLPKCS8EncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                    .setProvider(BouncyCastle.provider())
                    .setRandom(RANDOM)
                    .setPRF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256))
                    .setIterationCount(OUR_ITERATIONS)
                    .setPassword(passphrase)
                    .build();
            return new PKCS8EncryptedPrivateKeyInfoBuilder(PrivateKeyInfo.getInstance(plain))
                    .build(encryptor)
                    .getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException(e); // each algorithm is one that BouncyCastle has
        }
    }

    /** A key of 256 bits by PBKDF2 with HMAC-SHA-256. */
    static byte[] pbkdf2(char[] passphrase, byte[] salt, int iterations) throws GeneralSecurityException {
        var specification = new PBEKeySpec(passphrase, salt, iterations, 256);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(specification)
                    .getEncoded();
        } finally {
            specification.clearPassword();
        }
    }

    static byte[] randomBytes(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
