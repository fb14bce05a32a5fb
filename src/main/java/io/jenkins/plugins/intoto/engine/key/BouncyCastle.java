package io.jenkins.plugins.intoto.engine.key;

import java.math.BigInteger;
import java.security.Provider;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
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
}
