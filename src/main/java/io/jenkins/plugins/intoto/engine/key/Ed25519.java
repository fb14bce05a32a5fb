package io.jenkins.plugins.intoto.engine.key;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;

/** Derives public Ed25519 keys, for which the JDK has no function of its own. */
final class Ed25519 {
    private Ed25519() {}

    /**
     * The public key that belongs to a seed, encoded (RFC 8032, section 5.1.5).
     *
     * <p>The JDK's generator takes exactly the seed from its source of randomness, so a source that returns a known seed
     * makes it compute the public key.
     */
    static byte[] publicKey(byte[] seed) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new FixedRandom(seed));
        var pair = generator.generateKeyPair();
        var own = ((java.security.interfaces.EdECPrivateKey) pair.getPrivate()).getBytes();
        if (own.isEmpty() || !java.security.MessageDigest.isEqual(own.get(), seed)) {
            return BouncyCastle.ed25519PublicKey(seed);
        }
        return encode((EdECPublicKey) pair.getPublic());
    }

    static byte[] encode(EdECPublicKey key) {
        var bigEndian = Unsigned.bytes(key.getPoint().getY(), 32);
        var encoded = new byte[32];
        for (int i = 0; i < 32; i++) {
            encoded[i] = bigEndian[31 - i];
        }
        if (key.getPoint().isXOdd()) {
            encoded[31] |= (byte) 0x80;
        }
        return encoded;
    }

    /** Returns the same bytes each time. */
    private static final class FixedRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        FixedRandom(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, Math.min(bytes.length, target.length));
        }
    }
}
