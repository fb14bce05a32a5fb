package io.jenkins.plugins.intoto.engine.layout;

/** What a check of a layout can find. The names are stable. */
public enum LintCode {
    /** The layout has expired. */
    EXPIRED(Severity.ERROR),
    /** The layout expects no step. */
    NO_STEPS(Severity.ERROR),
    /** A step's threshold is not positive. */
    THRESHOLD_NOT_POSITIVE(Severity.ERROR),
    /** Nobody may carry out a step. */
    NO_FUNCTIONARY(Severity.ERROR),
    /** A step names a key that the layout does not hold. */
    UNKNOWN_KEY(Severity.ERROR),
    /** A step needs more functionaries than there are. */
    THRESHOLD_TOO_HIGH(Severity.ERROR),
    /** A step has certificate constraints, and there are no root certificates for them. */
    NO_ROOT_CERTIFICATE(Severity.ERROR),
    /** A rule matches the artifacts of a step that does not exist, or of an inspection where only steps are known. */
    UNKNOWN_STEP(Severity.ERROR),
    /** A rule requires what a rule before it always takes out of the queue. */
    REQUIREMENT_CONSUMED(Severity.ERROR),
    /** An inspection has no command. */
    NO_COMMAND(Severity.ERROR),
    /** The layout expires within days. */
    EXPIRES_SOON(Severity.WARNING),
    /** A key of the layout must not be used. */
    KEY_UNUSABLE(Severity.WARNING),
    /** A step lists one key twice, under two ids; it counts once. */
    SAME_KEY_TWICE(Severity.WARNING),
    /** Artifacts that no rule speaks of pass, so that rules that accept some demand nothing. */
    NOTHING_DISALLOWED(Severity.WARNING),
    /** A rule that no artifact ever gets to. */
    UNREACHABLE_RULE(Severity.WARNING),
    /** A rule that accepts nothing where it stands. */
    RULE_WITHOUT_EFFECT(Severity.WARNING),
    /** A pattern, path or prefix that no accepted path can have. */
    NEVER_MATCHES(Severity.WARNING),
    /** A pattern with {@code **}, which means the same as {@code *}. */
    DOUBLE_ASTERISK(Severity.WARNING),
    /** A required path that looks like a pattern, but is taken as it is. */
    REQUIREMENT_LOOKS_LIKE_PATTERN(Severity.WARNING),
    /** A step's materials are matched with what comes after it. */
    MATCH_WITH_LATER_STEP(Severity.WARNING),
    /** Nothing ties a step to the steps before it. */
    NOT_CONNECTED(Severity.WARNING),
    /** The layout has inspections, which run commands on the machine that verifies. */
    INSPECTIONS(Severity.NOTE),
    /** The layout has parameters, which a verification must give values. */
    PARAMETERS(Severity.NOTE),
    /** A key of the layout that no step names. */
    UNUSED_KEY(Severity.NOTE);

    /** How bad a finding is. */
    public enum Severity {
        /** No verification can pass, or what the author meant is not what is verified. */
        ERROR,
        /** A verification is weaker than it looks. */
        WARNING,
        /** Worth knowing. */
        NOTE
    }

    private final Severity severity;

    LintCode(Severity severity) {
        this.severity = severity;
    }

    /** How bad it is. */
    public Severity severity() {
        return severity;
    }
}
