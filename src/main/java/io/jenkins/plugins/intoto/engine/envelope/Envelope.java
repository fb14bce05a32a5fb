package io.jenkins.plugins.intoto.engine.envelope;

import io.jenkins.plugins.intoto.engine.key.Signature;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.Payload;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A link or a layout as it was read, with its signatures. What the payload says is read from just the bytes that the
 * signatures cover, so that nothing can stand between what was signed and what is understood.
 */
public sealed interface Envelope permits Metablock, DsseMetadata {
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

    /** The metadata. */
    Payload payload();

    /**
     * The bytes that the signatures cover, for a check of one: that of a large link takes a while, so writing them ends with
     * an error as soon as the thread is interrupted.
     */
    default Signer.Message checkedMessage() {
        return out -> writeSignedBytes(new FilterOutputStream(out) {
            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                int block = 1 << 16;
                for (int done = 0; done < length; done += block) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new InterruptedIOException("the check of a signature was interrupted");
                    }
                    out.write(octets, offset + done, Math.min(block, length - done));
                }
            }
        });
    }

    /**
     * Finds a signature that a key verifies. Of several signatures under one id only the first is looked at, as the
     * reference does. When the thread is interrupted none is found any more.
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
            if (candidate && key.verifies(signature, checkedMessage(), at)) {
                return Optional.of(signature);
            }
        }
        return Optional.empty();
    }

    /**
     * Why no signature by a key can be accepted at a time, such as that the key, or the subkey of a GPG key that signed, has
     * expired; empty if one can, or if there is none.
     *
     * @param key the key
     * @param at the time of the verification
     */
    default Optional<String> whyUnusable(VerificationKey key, Instant at) {
        var reasons = signatures().stream()
                .filter(signature -> key.signatureIds().contains(signature.keyId()))
                .map(signature -> key.whyUnusable(signature, at))
                .toList();
        return key.whyUnusable(at)
                .or(() -> reasons.stream().allMatch(Optional::isPresent)
                        ? reasons.stream().flatMap(Optional::stream).findFirst()
                        : Optional.empty());
    }

    /** Whether there is a signature that claims to be by a key, valid or not. */
    default boolean claimsSignatureBy(VerificationKey key) {
        return signatures().stream().anyMatch(s -> key.signatureIds().contains(s.keyId()));
    }
}
