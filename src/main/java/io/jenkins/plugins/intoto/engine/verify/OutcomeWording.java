package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.text.Wording;
import java.util.List;

/** The outcome of a verification in the words that all reports share. */
public final class OutcomeWording {
    private OutcomeWording() {}

    /** The outcome as one sentence without a final stop, safe to show as text. */
    public static String summary(Verification verification, List<LocatedFinding> failures, int warnings) {
        var layout = DisplayText.of(verification.source());
        if (failures.isEmpty()) {
            return steps(verification) + " verified against " + layout
                    + (warnings == 0 ? "" : ", " + Wording.count(warnings, "warning"));
        }
        int more = failures.size() - 1;
        return "not verified against " + layout + ": "
                + Wording.sentence(failures.get(0).sentence())
                + (more == 0 ? "" : " (and " + Wording.count(more, "more failure") + ")");
    }

    /** How many steps and links there are. */
    public static String steps(Verification verification) {
        return Wording.count(verification.steps().size(), "step") + " with "
                + Wording.count(countingLinks(verification), "link");
    }

    /** How many links count for the thresholds of the layout's own steps. */
    public static int countingLinks(Verification verification) {
        return verification.steps().stream()
                .mapToInt(OutcomeWording::countingLinks)
                .sum();
    }

    /** How many links count for the threshold of a step. */
    public static int countingLinks(StepOutcome step) {
        return (int) step.links().stream()
                .map(LinkOutcome::status)
                .filter(status -> status.counts())
                .count();
    }
}
