package io.jenkins.plugins.intoto.envelope;

import io.jenkins.plugins.intoto.key.Signature;
import io.jenkins.plugins.intoto.key.VerificationKey;
import io.jenkins.plugins.intoto.model.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A link or a layout as it was read, with its signatures. What the payload says is read from just the bytes that the
 * signatures cover, so that nothing can stand between what was signed and what is understood.
 */
public sealed interface Envelope permits Metablock, DsseEnvelope {
    /** The name of the file that it was read from. */
    String source();

    /** Which kind of envelope it is. */
    EnvelopeFormat format();

    /** The signatures in the order of the file; unchecked. */
    List<Signature> signatures();

    /**
     * Writes the bytes that the signatures cover, the same each time.
     *
     * @param out where they go; neither flushed nor closed
     * @throws IOException if writing fails
     */
    void writeSignedBytes(OutputStream out) throws IOException;

    /** The bytes that the signatures cover, for metadata that is small. */
    default byte[] signedBytes() {
        var out = new ByteArrayOutputStream();
        try {
            writeSignedBytes(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return out.toByteArray();
    }

    /** The metadata. */
    Payload payload();

    /**
     * Finds a signature that a key verifies. Of several signatures under one id only the first is looked at, as the
     * reference does. When the thread is interrupted no further one is checked.
     *
     * @param key the key
     * @param at the time of the verification
     * @return the valid signature, if there is one
     */
    default Optional<Signature> signatureBy(VerificationKey key, Instant at) {
        var seen = new HashSet<String>();
        for (var signature : signatures()) {
            // DSSE leaves the id out at will; then any key may have signed.
            boolean anonymous = signature.keyId().value().isEmpty();
            boolean candidate = anonymous
                    || (key.signatureIds().contains(signature.keyId())
                            && seen.add(signature.keyId().value()));
            if (candidate
                    && !Thread.currentThread().isInterrupted()
                    && key.verifies(signature, this::writeSignedBytes, at)) {
                return Optional.of(signature);
            }
        }
        return Optional.empty();
    }

    /** Whether there is a signature that claims to be by a key, valid or not. */
    default boolean claimsSignatureBy(VerificationKey key) {
        return signatures().stream().anyMatch(s -> key.signatureIds().contains(s.keyId()));
    }
}
