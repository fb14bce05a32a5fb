package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.model.Inspection;
import io.jenkins.plugins.intoto.engine.model.Link;
import java.util.List;
import java.util.Optional;

/**
 * What came of one inspection.
 *
 * @param inspection the inspection as the layout has it, parameters filled in
 * @param link what running it recorded; empty if it was not run or failed
 * @param rules what came of its rules, materials first; empty if they were not applied
 * @param failures what is wrong
 */
public record InspectionOutcome(
        Inspection inspection, Optional<Link> link, List<RuleOutcome> rules, List<Finding> failures) {

    /** Copies the lists. */
    public InspectionOutcome {
        rules = List.copyOf(rules);
        failures = List.copyOf(failures);
    }

    /** Whether it was run and nothing is wrong. */
    public boolean passed() {
        return link.isPresent() && failures.isEmpty();
    }
}
