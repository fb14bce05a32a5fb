package io.jenkins.plugins.intoto.engine.key;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.DigestOutputStream;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import org.xipki.pkcs11.wrapper.Mechanism;
import org.xipki.pkcs11.wrapper.PKCS11Constants;
import org.xipki.pkcs11.wrapper.PKCS11Exception;
import org.xipki.pkcs11.wrapper.params.RSA_PKCS_PSS_PARAMS;

/**
 * A private key that stays on a PKCS#11 token. Only digests are sent to the token, but whole messages for Ed25519. It signs as
 * a {@link SigningKey} of its kind does.
 */
public final class TokenKey implements Signer {
    private final Pkcs11Token token;
    private final long handle;
    private final String label;
    private final byte[] id;
    private final AsymmetricKey publicKey;
    private final SignatureScheme scheme;

    TokenKey(Pkcs11Token token, long handle, String label, byte[] id, AsymmetricKey publicKey, SignatureScheme scheme) {
        this.token = token;
        this.handle = handle;
        this.label = label;
        this.id = id.clone();
        this.publicKey = publicKey;
        this.scheme = scheme;
    }

    /** What the token calls the key; may be empty. */
    public String label() {
        return label;
    }

    /** The key's {@code CKA_ID}, by which it is told from others; may be empty. */
    public byte[] id() {
        return id.clone();
    }

    @Override
    public AsymmetricKey publicKey() {
        return publicKey;
    }

    @Override
    public TokenKey forAttestations() {
        var schemes = AttestationSignatures.schemes(publicKey.material());
        return new TokenKey(token, handle, label, id, publicKey, schemes.get(0));
    }

    @Override
    public TokenKey withCertificate(String pem, String source) throws UnreadableKeyException {
        var certificate = Certificates.requireKey(Certificates.readAll(pem, source), publicKey.material(), source);
        return new TokenKey(token, handle, label, id, publicKey.withCertificate(certificate), scheme);
    }

    @Override
    public byte[] sign(Message message) throws SigningException, IOException {
        try {
            return switch (scheme.algorithm()) {
                case RSA -> rsa(digest(message));
                case ECDSA -> derOf(token.sign(new Mechanism(PKCS11Constants.CKM_ECDSA), handle, digest(message)));
                case ED25519 -> token.sign(new Mechanism(PKCS11Constants.CKM_EDDSA), handle, whole(message));
            };
        } catch (PKCS11Exception e) {
            throw new SigningException(publicKey.keyId(), Pkcs11Token.reason(e));
        }
    }

    private byte[] digest(Message message) throws IOException {
        var digest = scheme.digestAlgorithm().orElseThrow().newDigest();
        message.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return digest.digest();
    }

    private static byte[] whole(Message message) throws IOException {
        var out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toByteArray();
    }

    private byte[] rsa(byte[] digest) throws PKCS11Exception {
        if (scheme.isPss()) {
            var parameters =
                    new RSA_PKCS_PSS_PARAMS(PKCS11Constants.CKM_SHA256, PKCS11Constants.CKG_MGF1_SHA256, digest.length);
            return token.sign(new Mechanism(PKCS11Constants.CKM_RSA_PKCS_PSS, parameters), handle, digest);
        }
        // DigestInfo (RFC 8017, section 9.2); every token has this mechanism
        var sha256 = DerWriter.sequence(DerWriter.oid("2.16.840.1.101.3.4.2.1"), DerWriter.element(DerReader.NULL));
        return token.sign(
                new Mechanism(PKCS11Constants.CKM_RSA_PKCS),
                handle,
                DerWriter.sequence(sha256, DerWriter.octets(digest)));
    }

    /** Tokens give two numbers one after the other. */
    private byte[] derOf(byte[] signature) {
        var curve = EcCurve.of(((ECPublicKey) publicKey.material().key()).getParams())
                .orElseThrow();
        if (signature.length != 2 * curve.fieldLength()) {
            return signature;
        }
        int half = curve.fieldLength();
        return DerWriter.sequence(
                DerWriter.integer(new BigInteger(1, Arrays.copyOf(signature, half))),
                DerWriter.integer(new BigInteger(1, Arrays.copyOfRange(signature, half, 2 * half))));
    }

    @Override
    public String toString() {
        return "private " + publicKey + " on a token";
    }
}
