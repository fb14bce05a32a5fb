package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.key.Signature;
import java.time.Instant;
import java.util.List;

/**
 * A signature that was accepted.
 *
 * @param signature the signature
 * @param signer who made it
 * @param observedTimes when trusted authorities and logs saw it, earliest first; it was made before all of them. Empty if
 *     nobody did
 */
public record VerifiedSignature(Signature signature, SignerIdentity signer, List<Instant> observedTimes) {
    /** Sorts the times. */
    public VerifiedSignature {
        observedTimes = observedTimes.stream().sorted().toList();
    }
}
