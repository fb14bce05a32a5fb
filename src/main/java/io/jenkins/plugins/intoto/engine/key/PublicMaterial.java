package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.TOO_SMALL;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM;

import io.jenkins.plugins.intoto.engine.key.DerReader.MalformedDerException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The public numbers of a key, checked, and in one encoding whatever they were read from: equal keys have equal bytes.
 *
 * @param key the JDK's key
 * @param scheme how such a key signs unless metadata says otherwise
 * @param raw the 32 bytes of an Ed25519 key; the DER of the SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7) otherwise
 */
record PublicMaterial(PublicKey key, SignatureScheme scheme, byte[] raw) {
    static final int MINIMUM_RSA_BITS = 2048;
    private static final int MAXIMUM_RSA_BITS = 16384;
    private static final int ED25519_LENGTH = 32;

    static PublicMaterial ofSpki(byte[] der, String source) throws UnreadableKeyException {
        try {
            var info = DerReader.ofSequence(der);
            var algorithm = info.sequence();
            var oid = algorithm.oid();
            var bits = info.bits();
            info.expectEnd();
            return KeyAlgorithm.ofOid(oid, source).ofSpki(algorithm, bits, source);
        } catch (MalformedDerException e) {
            throw new UnreadableKeyException(source, DAMAGED, "the public key is damaged");
        }
    }

    /** RSAPublicKey (RFC 8017, A.1.1). */
    static PublicMaterial ofPkcs1(byte[] der, String source) throws UnreadableKeyException {
        try {
            var members = DerReader.ofSequence(der);
            var modulus = members.integer();
            var exponent = members.integer();
            members.expectEnd();
            return ofRsa(modulus, exponent, source);
        } catch (MalformedDerException e) {
            throw new UnreadableKeyException(source, DAMAGED, "the RSA key is damaged");
        }
    }

    static PublicMaterial ofRsa(BigInteger modulus, BigInteger exponent, String source) throws UnreadableKeyException {
        int bits = modulus.bitLength();
        if (modulus.signum() <= 0 || !modulus.testBit(0) || exponent.signum() <= 0 || !exponent.testBit(0)) {
            throw new UnreadableKeyException(source, DAMAGED, "the RSA key is damaged");
        }
        if (bits < MINIMUM_RSA_BITS) {
            throw new UnreadableKeyException(
                    source,
                    TOO_SMALL,
                    "the RSA key has " + bits + " bits, at least " + MINIMUM_RSA_BITS
                            + " are required; make a new one");
        }
        if (bits > MAXIMUM_RSA_BITS || exponent.equals(BigInteger.ONE)) {
            throw new UnreadableKeyException(
                    source,
                    UNSUPPORTED_ALGORITHM,
                    "the RSA key has an unusual size or exponent, which is not supported");
        }
        try {
            var key = KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
            return new PublicMaterial(key, SignatureScheme.RSASSA_PSS_SHA256, key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new UnreadableKeyException(source, DAMAGED, "the RSA key cannot be used");
        }
    }

    /** An EC key as its encoded point (SEC 1, section 2.3.3). */
    static PublicMaterial ofEc(EcCurve curve, byte[] encodedPoint, String source) throws UnreadableKeyException {
        var point = curve.decode(encodedPoint)
                .orElseThrow(() -> new UnreadableKeyException(
                        source, DAMAGED, "the ECDSA key is not a point on the curve " + curve.displayName()));
        try {
            var key = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve.parameters()));
            return new PublicMaterial(key, SignatureScheme.ofCurve(curve), key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new UnreadableKeyException(source, DAMAGED, "the ECDSA key cannot be used");
        }
    }

    /** An Ed25519 key as its 32 bytes (RFC 8032, section 5.1.5). */
    static PublicMaterial ofEd25519(byte[] raw, String source) throws UnreadableKeyException {
        if (raw.length != ED25519_LENGTH) {
            throw new UnreadableKeyException(
                    source, DAMAGED, "an Ed25519 key has 32 bytes, this one has " + raw.length);
        }
        try {
            var spki = DerWriter.sequence(DerWriter.ED25519, DerWriter.bits(raw));
            var key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
            java.security.Signature.getInstance("Ed25519").initVerify(key);
            return new PublicMaterial(key, SignatureScheme.ED25519, raw.clone());
        } catch (GeneralSecurityException e) {
            throw new UnreadableKeyException(source, DAMAGED, "the Ed25519 key is not a point on the curve");
        }
    }

    /** The value of {@code keyval.public} in metadata. */
    String text() {
        return scheme.algorithm().text(this);
    }

    /** The hexadecimal SHA-256 of the SubjectPublicKeyInfo. */
    String fingerprint() {
        return HexFormat.of().formatHex(KeyIdRule.sha256(key.getEncoded()));
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof PublicMaterial other && Arrays.equals(key.getEncoded(), other.key.getEncoded());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }
}
