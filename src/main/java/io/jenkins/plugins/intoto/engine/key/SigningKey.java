package io.jenkins.plugins.intoto.engine.key;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A private key. It signs with {@code rsassa-pss-sha256} (salt of 32 bytes), {@code ed25519}, or ECDSA with the digest of
 * its curve and a signature in DER, unless its JSON key file names another scheme. The secret cannot be got out of it but
 * by {@link KeyFileWriter}.
 */
public final class SigningKey implements Signer {
    private final PrivateMaterial material;
    private final AsymmetricKey publicKey;

    private SigningKey(PrivateMaterial material, AsymmetricKey publicKey) {
        this.material = material;
        this.publicKey = publicKey;
    }

    static SigningKey of(PrivateMaterial material) {
        return of(material, AsymmetricKey.ofFile(material.publicPart()));
    }

    static SigningKey of(PrivateMaterial material, AsymmetricKey publicKey) {
        return new SigningKey(material, publicKey);
    }

    @Override
    public SigningKey withCertificate(String pem, String source) throws UnreadableKeyException {
        return withChain(Certificates.readAll(pem, source), source);
    }

    SigningKey withChain(List<X509Certificate> certificates, String source) throws UnreadableKeyException {
        var leaf = Certificates.requireKey(certificates, material.publicPart(), source);
        return new SigningKey(material, publicKey.withCertificate(leaf));
    }

    @Override
    public AsymmetricKey publicKey() {
        return publicKey;
    }

    PrivateMaterial material() {
        return material;
    }

    @Override
    public Signer forAttestations() {
        return new AttestationSignatures.By(this);
    }

    @Override
    public byte[] sign(Message message) throws SigningException, IOException {
        try {
            return publicKey.signatureScheme().sign(material.key(), message);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new SigningException(publicKey.keyId(), "the cryptography of the Java platform refuses it");
        }
    }

    @Override
    public String toString() {
        return "private " + publicKey;
    }
}
