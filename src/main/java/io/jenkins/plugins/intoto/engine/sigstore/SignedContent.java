package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.Signature;
import java.time.Instant;

/**
 * One signature with what it covers. Byte arrays are not copied and must not be changed.
 *
 * @param source the name of the file or line, for refusals
 * @param signature the signature
 * @param value its bytes
 * @param message the bytes that it covers
 * @param payload of these the payload of the envelope
 * @param now the time of the verification
 */
record SignedContent(String source, Signature signature, byte[] value, byte[] message, byte[] payload, Instant now) {
    static SignedContent of(DsseEnvelope message, Signature signature, Instant now) {
        return new SignedContent(
                message.source(),
                signature,
                signature.value(),
                message.preAuthenticationEncoding(),
                message.payload(),
                now);
    }

    byte[] messageDigest(DigestAlgorithm algorithm) {
        return algorithm.newDigest().digest(message);
    }

    byte[] payloadDigest(DigestAlgorithm algorithm) {
        return algorithm.newDigest().digest(payload);
    }

    RefusedSignatureException refused(SignatureRefusal refusal, String reason) {
        return new RefusedSignatureException(source, refusal, reason);
    }
}
