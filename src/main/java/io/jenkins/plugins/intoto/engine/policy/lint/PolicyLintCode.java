package io.jenkins.plugins.intoto.engine.policy.lint;

import io.jenkins.plugins.intoto.engine.layout.LintCode.Severity;

/** What a check of a policy can find. The names are stable. */
public enum PolicyLintCode {
    /** The policy cannot be read, for a reason that has no code of its own. */
    MALFORMED(Severity.ERROR),
    /** A name refers to nothing in the policy, such as an unknown functionary. */
    UNKNOWN_NAME(Severity.ERROR),
    /** A rule does not compile, or can never be evaluated. */
    RULE_DOES_NOT_COMPILE(Severity.ERROR),
    /** The policy has expired. */
    EXPIRED(Severity.ERROR),
    /** The policy speaks of no artifacts, or expects nothing of some, so that there is nothing that it could pass on. */
    NOTHING_EXPECTED(Severity.ERROR),
    /** More functionaries are needed than there can be. */
    THRESHOLD_TOO_HIGH(Severity.ERROR),
    /** Freshness goes by the claimed time of predicates that claim none. */
    NO_CLAIMED_TIME(Severity.ERROR),
    /** Freshness goes by the observed time, and nobody is trusted to observe. */
    NO_OBSERVER(Severity.ERROR),
    /** A certificate authority's certificate is not valid. */
    AUTHORITY_NOT_VALID(Severity.ERROR),
    /** A predicate type that nobody emits, but that looks like one that is emitted. */
    TYPE_NEVER_EMITTED(Severity.WARNING),
    /** The policy expires within days. */
    EXPIRES_SOON(Severity.WARNING),
    /** A rule does not depend on the attestation. */
    RULE_IS_CONSTANT(Severity.WARNING),
    /** The attestation's result is not looked at: failed tests would do. */
    RESULT_NOT_CHECKED(Severity.WARNING),
    /** Any of several functionaries may name any builder or verifier. */
    ROLE_NOT_BOUND(Severity.WARNING),
    /** A pattern of a functionary's name admits more than it seems to. */
    BROAD_IDENTITY(Severity.WARNING),
    /** Two functionaries have one key; it counts once. */
    SAME_KEY_TWICE(Severity.WARNING),
    /** The clock skew is as long as the greatest age. */
    LONG_CLOCK_SKEW(Severity.WARNING),
    /** Strictness is asked for where nothing is known that could be checked. */
    STRICT_WITHOUT_EFFECT(Severity.WARNING),
    /** Two expectations of the same artifacts are equal in type and functionaries. */
    EXPECTED_TWICE(Severity.NOTE),
    /** A predicate type that is not known here. */
    UNKNOWN_TYPE(Severity.NOTE),
    /** A functionary whom nothing trusts. */
    UNUSED_FUNCTIONARY(Severity.NOTE);

    private final Severity severity;

    PolicyLintCode(Severity severity) {
        this.severity = severity;
    }

    /** How bad it is. */
    public Severity severity() {
        return severity;
    }
}
