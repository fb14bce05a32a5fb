package io.jenkins.plugins.intoto.engine.key;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.Optional;

/** What a {@link KeyCustodian} is to sign, and how. */
public final class SigningRequest {
    private final AsymmetricKey publicKey;
    private final SignatureScheme scheme;
    private final Signer.Message message;

    SigningRequest(AsymmetricKey publicKey, SignatureScheme scheme, Signer.Message message) {
        this.publicKey = publicKey;
        this.scheme = scheme;
        this.message = message;
    }

    /** The public part of the key to sign with. */
    public AsymmetricKey publicKey() {
        return publicKey;
    }

    /**
     * How to sign, by the name that in-toto's metadata has for it: {@code rsassa-pss-sha256} (with MGF1 of SHA-256 and a salt of
     * 32 bytes), {@code rsa-pkcs1v15-sha256}, {@code ecdsa-sha2-nistp256}, {@code ecdsa-sha2-nistp384},
     * {@code ecdsa-sha2-nistp521} or {@code ed25519}.
     */
    public String scheme() {
        return scheme.schemeName();
    }

    SignatureScheme signatureScheme() {
        return scheme;
    }

    /** The digest that is signed in place of the message; empty if the scheme needs the message as a whole (Ed25519). */
    public Optional<DigestAlgorithm> digestAlgorithm() {
        return scheme.digestAlgorithm();
    }

    /**
     * The digest of the message.
     *
     * @throws IOException if the message cannot be read
     * @throws java.util.NoSuchElementException if the scheme has none
     */
    public byte[] digest() throws IOException {
        var digest = digestAlgorithm().orElseThrow().newDigest();
        message.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return digest.digest();
    }

    /** The message, which may be too large to be held. */
    public Signer.Message message() {
        return message;
    }

    /**
     * The whole message.
     *
     * @throws IOException if it cannot be read
     */
    public byte[] wholeMessage() throws IOException {
        var out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toByteArray();
    }

    SigningException failure(SigningProgramException e) {
        return failure(e.getMessage(), e);
    }

    /**
     * The failure to sign.
     *
     * @param reason why, without a secret
     * @param cause what else is known of it, or {@code null}
     */
    public SigningException failure(String reason, Exception cause) {
        return new SigningException(publicKey.keyId(), reason, cause);
    }
}
