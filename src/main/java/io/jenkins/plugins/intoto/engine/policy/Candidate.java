package io.jenkins.plugins.intoto.engine.policy;

import java.util.Optional;

/**
 * An attestation that was looked at for an expectation.
 *
 * @param source the name of the bundle that holds it
 * @param line the line of the bundle, from 1
 * @param functionary the functionary who signed it, as far as that was found out
 * @param status what it is worth
 * @param pointer the place in its statement that the status is about (RFC 6901); empty if it is about none
 * @param sentence the status in words, a sentence without a final stop that is safe to show as text
 */
public record Candidate(
        String source,
        int line,
        Optional<String> functionary,
        CandidateStatus status,
        String pointer,
        String sentence) {}
