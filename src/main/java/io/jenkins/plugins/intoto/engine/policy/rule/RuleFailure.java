package io.jenkins.plugins.intoto.engine.policy.rule;

/**
 * Why a rule does not hold for an attestation.
 *
 * @param kind the reason
 * @param pointer the place in the statement that it is about (RFC 6901)
 * @param sentence the reason as a sentence without a final stop, safe to show as text
 */
public record RuleFailure(Kind kind, String pointer, String sentence) {

    /** The reasons. */
    public enum Kind {
        /** It needs a field that the attestation does not have. */
        FIELD_MISSING,
        /** It is false. */
        FALSE,
        /** It cannot be evaluated, or yields neither true nor false. */
        UNDECIDED
    }
}
