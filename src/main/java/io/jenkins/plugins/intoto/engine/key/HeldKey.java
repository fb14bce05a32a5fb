package io.jenkins.plugins.intoto.engine.key;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;

/**
 * A private key that its {@link KeyCustodian} does not give away. It signs as a {@link SigningKey} of its kind does; each signature
 * is verified before it is returned.
 */
public final class HeldKey implements Signer {
    private final AsymmetricKey publicKey;
    private final SignatureScheme scheme;
    private final KeyCustodian custodian;

    private HeldKey(AsymmetricKey publicKey, SignatureScheme scheme, KeyCustodian custodian) {
        this.publicKey = publicKey;
        this.scheme = scheme;
        this.custodian = custodian;
    }

    /**
     * @param publicKey the public part
     * @param custodian what signs
     */
    public static HeldKey of(AsymmetricKey publicKey, KeyCustodian custodian) {
        return new HeldKey(publicKey, publicKey.signatureScheme(), custodian);
    }

    @Override
    public AsymmetricKey publicKey() {
        return publicKey;
    }

    @Override
    public HeldKey forAttestations() {
        return new HeldKey(
                publicKey, AttestationSignatures.schemes(publicKey.material()).get(0), custodian);
    }

    @Override
    public HeldKey withCertificate(String pem, String source) throws UnreadableKeyException {
        var certificate = Certificates.requireKey(Certificates.readAll(pem, source), publicKey.material(), source);
        return new HeldKey(publicKey.withCertificate(certificate), scheme, custodian);
    }

    @Override
    public byte[] sign(Message message) throws SigningException, IOException {
        var request = new SigningRequest(publicKey, scheme, message);
        byte[] signature = derOf(custodian.sign(request));
        if (!scheme.verifies(publicKey.material().key(), signature, message)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException();
            }
            throw custodian.invalid(request);
        }
        return signature;
    }

    /** Tokens and some services give the two numbers of ECDSA one after the other. */
    private byte[] derOf(byte[] signature) {
        if (scheme.algorithm() != KeyAlgorithm.ECDSA) {
            return signature;
        }
        var key = (ECPublicKey) publicKey.material().key();
        int half = EcCurve.of(key.getParams()).orElseThrow().fieldLength();
        if (signature.length != 2 * half) {
            return signature;
        }
        return DerWriter.sequence(
                DerWriter.integer(new BigInteger(1, Arrays.copyOf(signature, half))),
                DerWriter.integer(new BigInteger(1, Arrays.copyOfRange(signature, half, 2 * half))));
    }

    @Override
    public void close() {
        custodian.close();
    }

    @Override
    public String toString() {
        return "private " + publicKey + ", held elsewhere";
    }
}
