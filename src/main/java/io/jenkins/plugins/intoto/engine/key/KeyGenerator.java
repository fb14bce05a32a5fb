package io.jenkins.plugins.intoto.engine.key;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** Makes new keys. */
public final class KeyGenerator {
    /** The size of an RSA key where none is asked for, in bits. */
    public static final int DEFAULT_RSA_BITS = 3072;

    /** The smallest size of RSA keys, in bits, that {@link #rsa} makes. */
    public static final int MINIMUM_RSA_BITS = PublicMaterial.MINIMUM_RSA_BITS;

    /** The largest size of RSA keys, in bits, that {@link #rsa} makes. */
    public static final int MAXIMUM_RSA_BITS = 8192;

    private static final String NEW_KEY = "new key";

    private KeyGenerator() {}

    /**
     * Makes an RSA key.
     *
     * @param bits its size, from {@value #MINIMUM_RSA_BITS} to {@value #MAXIMUM_RSA_BITS}, a multiple of 8
     * @throws IllegalArgumentException for another size
     */
    public static SigningKey rsa(int bits) {
        if (bits < MINIMUM_RSA_BITS || bits > MAXIMUM_RSA_BITS || bits % 8 != 0) {
            throw new IllegalArgumentException("an RSA key has " + MINIMUM_RSA_BITS + " to " + MAXIMUM_RSA_BITS
                    + " bits, a multiple of 8, not " + bits);
        }
        var pair = generate("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
        var publicKey = (RSAPublicKey) pair.getPublic();
        return of(pair, () -> PublicMaterial.ofRsa(publicKey.getModulus(), publicKey.getPublicExponent(), NEW_KEY));
    }

    /** Makes an Ed25519 key. */
    public static SigningKey ed25519() {
        var pair = generate("Ed25519", NamedParameterSpec.ED25519);
        var encoded = Ed25519.encode((EdECPublicKey) pair.getPublic());
        return of(pair, () -> PublicMaterial.ofEd25519(encoded, NEW_KEY));
    }

    /**
     * Makes an ECDSA key.
     *
     * @param curve its curve
     */
    public static SigningKey ecdsa(EcCurve curve) {
        var pair = generate("EC", new ECGenParameterSpec(curve.jcaName()));
        var point = curve.encode(((ECPublicKey) pair.getPublic()).getW());
        return of(pair, () -> PublicMaterial.ofEc(curve, point, NEW_KEY));
    }

    private static KeyPair generate(String algorithm, AlgorithmParameterSpec parameters) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface PublicPart {
        PublicMaterial read() throws UnreadableKeyException;
    }

    private static SigningKey of(KeyPair pair, PublicPart publicPart) {
        try {
            return SigningKey.of(new PrivateMaterial(pair.getPrivate(), publicPart.read()));
        } catch (UnreadableKeyException e) {
            throw new IllegalStateException(e); // a generator makes no damaged keys
        }
    }
}
