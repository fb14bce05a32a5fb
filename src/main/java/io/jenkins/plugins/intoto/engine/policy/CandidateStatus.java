package io.jenkins.plugins.intoto.engine.policy;

/**
 * What an attestation is worth for an expectation: whether it counts, or the first reason why it does not. In the order of
 * the checks, so that a later one is a nearer miss. The names are stable.
 */
public enum CandidateStatus {
    /** Nobody has looked at its signature, since the expectation was met without it. */
    NOT_NEEDED,
    /** It is of another predicate type. */
    WRONG_PREDICATE_TYPE,
    /** It is not about the artifact: no digest that counts is the artifact's, or one of them is another. */
    WRONG_SUBJECT,
    /** It is a statement that breaks the rules of statements. */
    MALFORMED_STATEMENT,
    /** Its signature is none by the functionary that it names, or its evidence is broken. */
    BAD_SIGNATURE,
    /** It is signed by nobody whom the expectation trusts. */
    UNTRUSTED_SIGNER,
    /** It names a builder that its signer does not stand for. */
    UNTRUSTED_BUILDER,
    /** It names a verifier that its signer does not stand for. */
    UNTRUSTED_VERIFIER,
    /** A field is missing that its predicate type or a rule requires. */
    FIELD_MISSING,
    /** A field is not of the form that its predicate type requires. */
    FIELD_MALFORMED,
    /** A rule is false. */
    ATTRIBUTE_FALSE,
    /** A rule cannot be evaluated on it. */
    RULE_FAILED,
    /** It has no time of the kind that freshness is judged by. */
    TIME_MISSING,
    /** It has such a time, which cannot be read. */
    TIME_UNREADABLE,
    /** It is from the future. */
    FUTURE,
    /** It claims to have come about after it was observed. */
    TIMES_CONTRADICT,
    /** It is too old. */
    STALE,
    /** It counts. */
    ACCEPTED
}
