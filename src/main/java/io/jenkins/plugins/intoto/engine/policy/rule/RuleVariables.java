package io.jenkins.plugins.intoto.engine.policy.rule;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What rules are evaluated on: one attestation, and the time of the verification. */
public final class RuleVariables {
    private final Object predicate;
    private final Map<String, Object> bindings;

    /**
     * @param subjects the subjects as plain JSON values
     * @param predicateType the predicate's type as the attestation has it
     * @param predicate the predicate as a plain JSON value
     * @param now the time of the verification
     */
    public RuleVariables(List<?> subjects, String predicateType, Object predicate, Instant now) {
        this.predicate = predicate;
        this.bindings = Map.of(
                RuleEnvironment.SUBJECT,
                RuleEnvironment.value(subjects),
                RuleEnvironment.PREDICATE_TYPE,
                predicateType,
                RuleEnvironment.PREDICATE,
                RuleEnvironment.value(predicate),
                RuleEnvironment.NOW,
                now);
    }

    Map<String, Object> bindings() {
        return bindings;
    }

    /** The predicate as a plain JSON value. */
    Object predicate() {
        return predicate;
    }
}
