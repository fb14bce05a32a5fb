package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import java.util.List;

/**
 * What came of one rule.
 *
 * @param side whose list the rule stands in
 * @param index its index in that list, from 0
 * @param rule the rule, with parameters filled in
 * @param consumed the artifacts that it took off the queue
 * @param refused the artifacts that a DISALLOW rule still found in the queue
 * @param failures what is wrong with them, the first few one by one; empty if the rule holds
 */
public record RuleOutcome(
        ArtifactSide side,
        int index,
        ArtifactRule rule,
        ArtifactSelection consumed,
        ArtifactSelection refused,
        List<Finding> failures) {

    /** Copies the list. */
    public RuleOutcome {
        failures = List.copyOf(failures);
    }

    /** Whether the rule holds. */
    public boolean holds() {
        return failures.isEmpty();
    }
}
