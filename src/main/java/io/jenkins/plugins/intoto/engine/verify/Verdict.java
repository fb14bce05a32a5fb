package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.model.SupplyChainItem;
import java.util.List;

/** What can be said of a step or an inspection. The names are stable: they stand in JSON reports. */
public enum Verdict {
    /** It is as the layout demands. */
    PASSED("passed"),
    /** Something is wrong with it. */
    FAILED("failed"),
    /** Nothing is known to be wrong with it, but its rules were not applied, or it was not run. */
    NOT_CHECKED("not checked");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** The verdict in lower case words. */
    public String words() {
        return words;
    }

    /** What can be said of a step. */
    public static Verdict of(StepOutcome outcome) {
        return of(outcome.passed(), outcome.link().isPresent() && areApplied(outcome.rules(), outcome.step()));
    }

    /** What can be said of an inspection that was run. */
    public static Verdict of(InspectionOutcome outcome) {
        return of(outcome.failures().isEmpty(), outcome.link().isPresent());
    }

    private static Verdict of(boolean clean, boolean complete) {
        if (!clean) {
            return FAILED;
        }
        return complete ? PASSED : NOT_CHECKED;
    }

    /** Whether rules were applied; if there are none, nothing is left to apply. */
    public static boolean areApplied(List<RuleOutcome> outcomes, SupplyChainItem item) {
        return !outcomes.isEmpty()
                || (item.expectedMaterials().isEmpty()
                        && item.expectedProducts().isEmpty());
    }
}
