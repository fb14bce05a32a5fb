package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.policy.rule.RuleFailure;

/**
 * Why an attestation does not count.
 *
 * @param status the reason, not {@link CandidateStatus#ACCEPTED}
 * @param pointer the place in the statement that it is about (RFC 6901); empty if it is about none, or about all of it
 * @param sentence the reason as a sentence without a final stop, safe to show as text
 */
record Denial(CandidateStatus status, String pointer, String sentence) {

    /** The denial for a rule that does not hold. */
    static Denial of(RuleFailure failure) {
        var status =
                switch (failure.kind()) {
                    case FIELD_MISSING -> CandidateStatus.FIELD_MISSING;
                    case FALSE -> CandidateStatus.ATTRIBUTE_FALSE;
                    case UNDECIDED -> CandidateStatus.RULE_FAILED;
                };
        return new Denial(status, failure.pointer(), failure.sentence());
    }
}
