package io.jenkins.plugins.intoto.key;

import io.jenkins.plugins.intoto.key.DerReader.MalformedDerException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** What the JDK has no function for. Loading BouncyCastle takes longer than all else here, so this is the last resort. */
final class BouncyCastle {
    private BouncyCastle() {}

    /** The provider, for this package's own use: it is not registered with the JVM. */
    static Provider provider() {
        return Holder.PROVIDER;
    }

    private static final class Holder {
        private static final Provider PROVIDER = new BouncyCastleProvider();
    }

    /** The point of a private EC key, encoded without compression. */
    static byte[] publicPoint(EcCurve curve, BigInteger secret) {
        var parameters = CustomNamedCurves.getByName(curve.displayName());
        return new FixedPointCombMultiplier()
                .multiply(parameters.getG(), secret)
                .normalize()
                .getEncoded(false);
    }

    static byte[] ed25519PublicKey(byte[] seed) {
        return new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
    }

    /** Derives a key with scrypt (RFC 7914). */
    static byte[] scrypt(char[] passphrase, byte[] salt, int cost, int blockSize, int parallelism, int length) {
        var secret = EncryptedKeys.utf8(passphrase);
        try {
            return SCrypt.generate(secret, salt, cost, blockSize, parallelism, length);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /**
     * Decrypts a PKCS#8 key that is protected by a scheme of PBES1 or PKCS#12.
     *
     * @param encoded EncryptedPrivateKeyInfo
     * @throws GeneralSecurityException if the passphrase is wrong or the scheme unknown
     * @throws MalformedDerException if the content is damaged
     */
    static byte[] decrypt(byte[] encoded, char[] passphrase) throws GeneralSecurityException, MalformedDerException {
        try {
            var info = new PKCS8EncryptedPrivateKeyInfo(encoded);
            var algorithm = info.toASN1Structure().getEncryptionAlgorithm();
            var isPkcs12 = algorithm.getAlgorithm().on(PKCSObjectIdentifiers.pkcs_12PbeIds);
            var characters = isPkcs12 ? passphrase.clone() : octetsAsCharacters(passphrase);
            var decryptor = new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(provider())
                    .build(characters);
            var plain = info.decryptPrivateKeyInfo(decryptor).getEncoded();
            Arrays.fill(characters, '\0');
            return plain;
        } catch (PKCSException | OperatorCreationException e) {
            throw new GeneralSecurityException("cannot be decrypted");
        } catch (IOException | RuntimeException e) { // its parsers throw both on damaged content
            throw new MalformedDerException("cannot be parsed");
        }
    }

    /** PBES1 works on octets, and BouncyCastle takes the lower half of each character for one. */
    private static char[] octetsAsCharacters(char[] passphrase) {
        var octets = EncryptedKeys.utf8(passphrase);
        var characters = new char[octets.length];
        for (int i = 0; i < octets.length; i++) {
            characters[i] = (char) (octets[i] & 0xff);
        }
        Arrays.fill(octets, (byte) 0);
        return characters;
    }
}
