package io.jenkins.plugins.intoto.engine.key;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * A signature as an envelope holds it, whatever the envelope's encoding: the id of the key it claims to be by, and its
 * bytes. A GPG signature has further headers that are signed with the message; a signature by the key of an X.509
 * certificate can bring that certificate.
 */
public final class Signature {
    private final KeyId keyId;
    private final byte[] value;
    private final byte[] otherHeaders;
    private final String certificate;

    private Signature(KeyId keyId, byte[] value, byte[] otherHeaders, String certificate) {
        this.keyId = Objects.requireNonNull(keyId);
        this.value = value.clone();
        this.otherHeaders = otherHeaders;
        this.certificate = certificate;
    }

    /**
     * A signature by an RSA, Ed25519 or ECDSA key.
     *
     * @param keyId the key it claims to be by
     * @param value the bytes of the signature
     */
    public static Signature of(KeyId keyId, byte[] value) {
        return new Signature(keyId, value, null, null);
    }

    /**
     * A signature made by GPG.
     *
     * @param keyId the fingerprint of the key or subkey it claims to be by
     * @param value the bytes of the signature
     * @param otherHeaders the part of the signature packet that is signed after the message (RFC 4880, section 5.2.4)
     */
    public static Signature ofGpg(KeyId keyId, byte[] value, byte[] otherHeaders) {
        return new Signature(keyId, value, otherHeaders.clone(), null);
    }

    /**
     * This signature together with a certificate of the key that made it.
     *
     * @param pem an X.509 certificate in PEM
     */
    public Signature withCertificate(String pem) {
        return new Signature(keyId, value, otherHeaders, Objects.requireNonNull(pem));
    }

    /** The id of the key that the signature claims to be by. */
    public KeyId keyId() {
        return keyId;
    }

    /** The bytes of the signature, a copy. */
    public byte[] value() {
        return value.clone();
    }

    /** The headers that a GPG signature covers besides the message, a copy; empty for all others. */
    public Optional<byte[]> otherHeaders() {
        return Optional.ofNullable(otherHeaders).map(byte[]::clone);
    }

    /** The certificate that came with the signature, in PEM; unchecked. */
    public Optional<String> certificate() {
        return Optional.ofNullable(certificate);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Signature other
                && keyId.equals(other.keyId)
                && Arrays.equals(value, other.value)
                && Arrays.equals(otherHeaders, other.otherHeaders)
                && Objects.equals(certificate, other.certificate);
    }

    @Override
    public int hashCode() {
        return Objects.hash(keyId, Arrays.hashCode(value));
    }

    @Override
    public String toString() {
        return "signature by " + keyId + ": " + HexFormat.of().formatHex(value);
    }
}
