package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.key.Signer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.Optional;

/**
 * One signature with what it covers. Byte arrays are not copied and must not be changed.
 *
 * @param source the name of the file or line, for refusals
 * @param signature the signature
 * @param value its bytes
 * @param message what it covers
 * @param payload of this the payload of the envelope; empty for a file, which has no envelope
 * @param now the time of the verification
 */
record SignedContent(
        String source,
        Signature signature,
        byte[] value,
        Signer.Message message,
        Optional<byte[]> payload,
        Instant now) {
    static SignedContent of(DsseEnvelope envelope, Signature signature, Instant now) {
        byte[] signed = envelope.preAuthenticationEncoding();
        return new SignedContent(
                envelope.source(),
                signature,
                signature.value(),
                out -> out.write(signed),
                Optional.of(envelope.payload()),
                now);
    }

    static SignedContent of(BlobBundle bundle, Signer.Message file, Instant now) {
        var signature = bundle.signature();
        return new SignedContent(bundle.source(), signature, signature.value(), file, Optional.empty(), now);
    }

    /** Whether a key made the signature. */
    boolean isSignedBy(AsymmetricKey key, Instant at) {
        return payload.isPresent() ? key.verifiesAttestation(value, message, at) : key.verifiesFile(value, message, at);
    }

    byte[] messageDigest(DigestAlgorithm algorithm) {
        var digest = algorithm.newDigest();
        try {
            message.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digest.digest();
    }

    /** The digest of the payload alone; empty if there is no envelope. */
    Optional<byte[]> payloadDigest(DigestAlgorithm algorithm) {
        return payload.map(bytes -> algorithm.newDigest().digest(bytes));
    }

    RefusedSignatureException refused(SignatureRefusal refusal, String reason) {
        return new RefusedSignatureException(source, refusal, reason);
    }
}
