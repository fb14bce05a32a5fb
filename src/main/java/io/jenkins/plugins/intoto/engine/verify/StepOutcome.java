package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.Step;
import java.util.List;
import java.util.Optional;

/**
 * What came of one step.
 *
 * @param step the step as the layout has it, parameters filled in
 * @param links every file that could be a link of it
 * @param link the link whose artifacts the rules were applied to; empty if too few links are valid
 * @param rules what came of its rules, materials first; empty if they were not applied
 * @param failures what is wrong with it
 * @param warnings what is worth a remark
 */
public record StepOutcome(
        Step step,
        List<LinkOutcome> links,
        Optional<Link> link,
        List<RuleOutcome> rules,
        List<Finding> failures,
        List<Finding> warnings) {

    /** Copies the lists. */
    public StepOutcome {
        links = List.copyOf(links);
        rules = List.copyOf(rules);
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
    }

    /** Whether nothing is wrong with the step. */
    public boolean passed() {
        return failures.isEmpty();
    }
}
