package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.MISMATCH;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM;

import io.jenkins.plugins.intoto.engine.key.DerReader.MalformedDerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * A private key with its public part.
 *
 * @param key the JDK's private key
 * @param publicPart the key that verifies its signatures
 */
record PrivateMaterial(PrivateKey key, PublicMaterial publicPart) {
    /** PrivateKeyInfo or OneAsymmetricKey (RFC 5208, RFC 5958). */
    static PrivateMaterial ofPkcs8(byte[] der, String source) throws UnreadableKeyException {
        try {
            var info = DerReader.ofSequence(der);
            info.integer();
            var algorithm = info.sequence();
            var oid = algorithm.oid();
            var content = info.octets();
            return KeyAlgorithm.ofOid(oid, source).ofPkcs8(algorithm, content, source);
        } catch (MalformedDerException e) {
            throw damaged(source);
        }
    }

    /** RSAPrivateKey (RFC 8017, A.1.2). */
    static PrivateMaterial ofPkcs1(byte[] der, String source) throws UnreadableKeyException {
        try {
            var members = DerReader.ofSequence(der);
            if (members.integer().signum() != 0) {
                throw new UnreadableKeyException(
                        source,
                        UNSUPPORTED_ALGORITHM,
                        "is an RSA key of more than two primes; " + KeyAlgorithm.SUPPORTED);
            }
            var numbers = new BigInteger[8];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = members.integer();
            }
            return RsaNumbers.of(numbers).toMaterial(source);
        } catch (MalformedDerException e) {
            throw damaged(source);
        }
    }

    /** ECPrivateKey (RFC 5915). */
    static PrivateMaterial ofSec1(byte[] der, Optional<EcCurve> outerCurve, String source)
            throws UnreadableKeyException {
        try {
            var members = DerReader.ofSequence(der);
            members.integer();
            var secret = new BigInteger(1, members.octets());
            var curve = outerCurve;
            if (members.nextTag() == DerReader.context(0)) {
                curve = Optional.of(KeyAlgorithm.namedCurve(members.enter(DerReader.context(0)), source));
            }
            Optional<byte[]> point = members.nextTag() == DerReader.context(1)
                    ? Optional.of(members.enter(DerReader.context(1)).bits())
                    : Optional.empty();
            return ofEc(curve.orElseThrow(() -> damaged(source)), secret, point, source);
        } catch (MalformedDerException e) {
            throw damaged(source);
        }
    }

    /** An ECDSA key; its point is computed if it is not given. */
    static PrivateMaterial ofEc(EcCurve curve, BigInteger secret, Optional<byte[]> point, String source)
            throws UnreadableKeyException {
        var parameters = curve.parameters();
        if (secret.signum() <= 0 || secret.compareTo(parameters.getOrder()) >= 0) {
            throw damaged(source);
        }
        try {
            var key = KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(secret, parameters));
            var encoded = point.orElseGet(() -> BouncyCastle.publicPoint(curve, secret));
            var material = new PrivateMaterial(key, PublicMaterial.ofEc(curve, encoded, source));
            if (point.isPresent() && !material.isConsistent()) {
                throw new UnreadableKeyException(
                        source, MISMATCH, "its private and its public key do not belong together");
            }
            return material;
        } catch (GeneralSecurityException e) {
            throw damaged(source);
        }
    }

    private boolean isConsistent() throws GeneralSecurityException {
        try {
            var message = new byte[1];
            var signature = publicPart.scheme().sign(key, out -> out.write(message));
            return publicPart.scheme().verifies(publicPart.key(), signature, message);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the message is not a file
        }
    }

    /** An Ed25519 key as its seed of 32 bytes (RFC 8032, section 5.1.5), which the public key may follow. */
    static PrivateMaterial ofEd25519(byte[] secret, String source) throws UnreadableKeyException {
        if (secret.length != 32 && secret.length != 64) {
            throw damaged(source);
        }
        var seed = Arrays.copyOf(secret, 32);
        try {
            var key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            var derived = PublicMaterial.ofEd25519(Ed25519.publicKey(seed), source);
            if (secret.length == 64 && !Arrays.equals(derived.raw(), 0, 32, secret, 32, 64)) {
                throw damaged(source);
            }
            return new PrivateMaterial(key, derived);
        } catch (GeneralSecurityException e) {
            throw damaged(source);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    static UnreadableKeyException damaged(String source) {
        return new UnreadableKeyException(source, DAMAGED, "the private key is damaged");
    }

    /** PrivateKeyInfo (RFC 5208). */
    byte[] pkcs8() {
        return publicPart.scheme().algorithm().pkcs8(this);
    }

    /** The private key as the legacy rule's tools hold it in JSON. */
    String traditionalText() {
        return publicPart.scheme().algorithm().traditionalText(this);
    }

    @Override
    public String toString() {
        return "private key of " + publicPart.scheme();
    }
}
