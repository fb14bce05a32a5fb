package io.jenkins.plugins.intoto.credentials;

import io.jenkins.plugins.intoto.config.ListText;
import java.util.List;

/**
 * What a key may sign.
 *
 * @param entries names of steps, {@code attestation:*}, {@code attestation:} or {@code supplied:} and the type of a
 *     predicate; empty for anything but what must be listed
 */
record AllowedUses(List<String> entries) {
    /** What stands before the type of a predicate. */
    static final String ATTESTATION = "attestation:";

    static final String ANY_ATTESTATION = ATTESTATION + "*";

    /** What stands before the type of a predicate that a job may supply although a controller makes such ones itself. */
    static final String SUPPLIED = "supplied:";

    static AllowedUses of(String text) {
        return new AllowedUses(ListText.entries(text));
    }

    boolean isAnything() {
        return entries.isEmpty();
    }

    /** Whether the key may sign links of a step. */
    boolean hasStep(String stepName) {
        return isAnything() || entries.contains(stepName);
    }

    /** Whether the key may sign what a job says under a type by which this controller speaks for itself; never unlisted. */
    boolean hasSupplied(String predicateType) {
        return entries.contains(SUPPLIED + predicateType);
    }

    /** Whether the key may sign attestations of a type; not if it is for some steps only. */
    boolean hasAttestation(String predicateType) {
        return isAnything()
                || entries.contains(ANY_ATTESTATION)
                || entries.contains(ATTESTATION + predicateType)
                || hasSupplied(predicateType);
    }
}
