package io.jenkins.plugins.intoto.engine.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.Arrays;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

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

    static boolean ed25519Verifies(byte[] publicKey, byte[] signature, byte[] message) {
        return org.bouncycastle.math.ec.rfc8032.Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
    }

    static byte[] ed25519Sign(byte[] seed, byte[] message) {
        var signature = new byte[org.bouncycastle.math.ec.rfc8032.Ed25519.SIGNATURE_SIZE];
        org.bouncycastle.math.ec.rfc8032.Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    /** A key of 256 bits (RFC 7914). */
    static byte[] scrypt(byte[] passphrase, byte[] salt, CosignKeys.ScryptCost cost) {
        return SCrypt.generate(passphrase, salt, cost.cost(), cost.blockSize(), cost.parallelization(), 32);
    }

    /**
     * Opens a secretbox of NaCl: XSalsa20, whose first 32 bytes are the key of the Poly1305 before what is encrypted.
     *
     * @throws GeneralSecurityException if it is not authentic
     */
    static byte[] openSecretBox(byte[] key, byte[] nonce, byte[] box) throws GeneralSecurityException {
        var cipher = new XSalsa20Engine();
        cipher.init(false, new ParametersWithIV(new KeyParameter(key), nonce));
        var authenticator = new Poly1305();
        var subkey = new byte[32];
        cipher.processBytes(subkey, 0, subkey.length, subkey, 0);
        authenticator.init(new KeyParameter(subkey));
        var tag = new byte[authenticator.getMacSize()];
        authenticator.update(box, tag.length, box.length - tag.length);
        authenticator.doFinal(tag, 0);
        if (!MessageDigest.isEqual(tag, Arrays.copyOf(box, tag.length))) {
            throw new GeneralSecurityException("not authentic");
        }
        var plain = new byte[box.length - tag.length];
        cipher.processBytes(box, tag.length, plain.length, plain, 0);
        return plain;
    }
}
