package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.predicate.PredicateDefect;
import java.util.List;
import java.util.Optional;

/**
 * An attestation that was looked at for an expectation.
 *
 * @param source the name of the bundle that holds it
 * @param line the line of the bundle, from 1
 * @param sha256 what identifies the line wherever it stands: its SHA-256 in lower-case hexadecimal
 * @param functionary the functionary who signed it, as far as that was found out
 * @param status what it is worth
 * @param pointer the place in its statement that the status is about (RFC 6901); empty if it is about none
 * @param sentence the status in words, a sentence without a final stop that is safe to show as text
 * @param remarks what is wrong with its predicate, be that why it does not count or not; at most {@value #MOST_REMARKS},
 *     and none of one whose signature does not count
 * @param meant the subject of its statement that seems to be meant for the artifact, if it is about others: the one of that file
 *     name, or its only one
 */
public record Candidate(
        String source,
        int line,
        String sha256,
        Optional<String> functionary,
        CandidateStatus status,
        String pointer,
        String sentence,
        List<PredicateDefect> remarks,
        Optional<PolicySubject> meant) {

    /** How many remarks are kept. */
    public static final int MOST_REMARKS = 10;

    /** Keeps the first remarks. */
    public Candidate {
        remarks = List.copyOf(remarks.subList(0, Math.min(MOST_REMARKS, remarks.size())));
    }
}
