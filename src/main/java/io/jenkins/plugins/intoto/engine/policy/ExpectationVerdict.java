package io.jenkins.plugins.intoto.engine.policy;

import java.util.List;
import java.util.Map;

/**
 * What became of one expectation for one artifact.
 *
 * @param expectation the expectation
 * @param pointer its place in the policy as a JSON pointer (RFC 6901)
 * @param found how many functionaries have made an attestation that counts, with distinct keys and distinct identities,
 *     counted no further than the threshold
 * @param functionaries the names of those who have
 * @param candidates the attestations that were looked at: those that count first, then the nearest misses, at most
 *     {@value CandidateList#MOST_CANDIDATES}
 * @param counts how many attestations there were of each status, whether listed or not
 */
public record ExpectationVerdict(
        Expectation expectation,
        String pointer,
        int found,
        List<String> functionaries,
        List<Candidate> candidates,
        Map<CandidateStatus, Integer> counts) {

    /** Copies the collections. */
    public ExpectationVerdict {
        functionaries = List.copyOf(functionaries);
        candidates = List.copyOf(candidates);
        counts = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(counts));
    }

    /** Whether enough functionaries have made an attestation that counts. */
    public boolean met() {
        return found >= expectation.threshold();
    }
}
