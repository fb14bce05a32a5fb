package io.jenkins.plugins.intoto.credentials;

import io.jenkins.plugins.intoto.config.ListText;
import java.util.List;
import java.util.Optional;

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

    /**
     * Why the key may not sign an attestation.
     *
     * @param predicateType the type of what is attested
     * @param forgery whether a job supplies what a controller says itself under that type
     * @return how a sentence goes on that begins with the credential; empty if the key may sign it
     */
    Optional<String> refusal(String predicateType, boolean forgery) {
        if (forgery && !entries.contains(SUPPLIED + predicateType)) {
            return Optional.of(Messages.AllowedUses_Forgery(predicateType, SUPPLIED));
        }
        boolean listed = entries.contains(ANY_ATTESTATION)
                || entries.contains(ATTESTATION + predicateType)
                || entries.contains(SUPPLIED + predicateType);
        return isAnything() || listed
                ? Optional.empty()
                : Optional.of(Messages.AllowedUses_TypeNotAllowed(predicateType, ATTESTATION, ANY_ATTESTATION));
    }
}
