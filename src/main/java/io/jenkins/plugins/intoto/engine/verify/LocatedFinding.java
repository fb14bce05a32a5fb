package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.SupplyChainItem;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A finding together with the place that it speaks of. A step's failures include those of its sublayouts, where names of
 * steps and numbers of rules mean others than in the layout around.
 *
 * @param finding the finding
 * @param sentence its sentence as seen from the outermost layout
 * @param within the steps that hold the sublayouts that the finding is of, outermost first; empty for the layout itself
 * @param item the step or inspection that it is about; empty if it is about a layout
 */
public record LocatedFinding(Finding finding, String sentence, List<String> within, Optional<SupplyChainItem> item) {

    /** The rule that it is about, if it is about one. */
    public Optional<ArtifactRule> rule() {
        if (item.isEmpty() || finding.side().isEmpty()) {
            return Optional.empty();
        }
        return finding.rule()
                .map(index -> item.get().rules(finding.side().get()).get(index));
    }

    /** All failures in the order of {@link Verification#failures()}. */
    public static List<LocatedFinding> failures(Verification verification) {
        var failures = new ArrayList<LocatedFinding>();
        verification.layoutFailures().forEach(finding -> failures.add(of(finding, null)));
        verification.steps().forEach(step -> failures.addAll(failures(step)));
        verification.inspections().forEach(inspection -> inspection
                .failures()
                .forEach(finding -> failures.add(of(finding, inspection.inspection()))));
        return failures;
    }

    /** The failures of a step; those of its sublayouts follow each other as the sublayouts report them. */
    public static List<LocatedFinding> failures(StepOutcome step) {
        var inner = new ArrayList<LocatedFinding>();
        sublayouts(step).forEach(sublayout -> inner.addAll(failures(sublayout)));
        var failures = new ArrayList<LocatedFinding>();
        int next = 0;
        for (var finding : step.failures()) {
            if (next < inner.size() && inner.get(next).isRepeatedBy(finding)) {
                failures.add(inner.get(next++).in(step, finding.sentence()));
            } else {
                failures.add(of(finding, step.step()));
            }
        }
        return failures;
    }

    /** All warnings, those of sublayouts included. */
    public static List<LocatedFinding> warnings(Verification verification) {
        var warnings = new ArrayList<LocatedFinding>();
        for (var step : verification.steps()) {
            step.warnings().forEach(finding -> warnings.add(of(finding, step.step())));
            for (var sublayout : sublayouts(step)) {
                for (var warning : warnings(sublayout)) {
                    warnings.add(warning.in(
                            step,
                            "step '" + DisplayText.of(step.step().name()) + "', sublayout: " + warning.sentence()));
                }
            }
        }
        return warnings;
    }

    private static List<Verification> sublayouts(StepOutcome step) {
        return step.links().stream()
                .map(LinkOutcome::sublayout)
                .flatMap(Optional::stream)
                .toList();
    }

    private static LocatedFinding of(Finding finding, SupplyChainItem item) {
        return new LocatedFinding(finding, finding.sentence(), List.of(), Optional.ofNullable(item));
    }

    private LocatedFinding in(StepOutcome step, String outerSentence) {
        var path = new ArrayList<String>();
        path.add(step.step().name());
        path.addAll(within);
        return new LocatedFinding(finding, outerSentence, List.copyOf(path), item);
    }

    private boolean isRepeatedBy(Finding outer) {
        return outer.code() == finding.code()
                && outer.item().equals(finding.item())
                && outer.artifact().equals(finding.artifact())
                && outer.sentence().length() > sentence.length()
                && outer.sentence().endsWith(sentence);
    }
}
