package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import io.jenkins.plugins.intoto.engine.model.Inspection;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the inspections of a layout, all of them in order, and then applies their rules, which may refer to steps and to
 * other inspections (in-toto specification 1.0, section 4.3.2).
 */
final class InspectionsVerification {
    private final Layout layout;
    private final InspectionRunner runner;
    private final Map<String, Link> links = new HashMap<>();

    InspectionsVerification(Layout layout, List<StepOutcome> steps, InspectionRunner runner) {
        this.layout = layout;
        this.runner = runner;
        steps.forEach(
                step -> step.link().ifPresent(link -> links.put(step.step().name(), link)));
    }

    List<InspectionOutcome> outcomes() throws InterruptedException {
        var failures = new HashMap<String, Finding>();
        for (var inspection : layout.inspections()) {
            try {
                var link = runner.run(inspection);
                links.put(inspection.name(), link);
                var code = link.returnValue();
                if (code.isEmpty() || code.getAsLong() != 0) {
                    failures.put(
                            inspection.name(),
                            failure(
                                    inspection,
                                    code.isEmpty() ? "has no exit code" : "ended with exit code " + code.getAsLong()));
                }
            } catch (InspectionFailedException e) {
                failures.put(inspection.name(), failure(inspection, DisplayText.of(e.getMessage())));
            }
        }
        var outcomes = new ArrayList<InspectionOutcome>();
        for (var inspection : layout.inspections()) {
            outcomes.add(outcome(inspection, Optional.ofNullable(failures.get(inspection.name()))));
        }
        return List.copyOf(outcomes);
    }

    private InspectionOutcome outcome(Inspection inspection, Optional<Finding> failure) throws InterruptedException {
        var link = Optional.ofNullable(links.get(inspection.name()));
        var findings = new ArrayList<Finding>();
        failure.ifPresent(findings::add);
        var rules = new ArrayList<RuleOutcome>();
        if (link.isPresent() && failure.isEmpty()) {
            for (var side : ArtifactSide.values()) {
                rules.addAll(new RuleEvaluation(inspection, side, link.get(), links).outcomes());
            }
            rules.forEach(rule -> findings.addAll(rule.failures()));
        }
        return new InspectionOutcome(inspection, link, rules, findings);
    }

    private static Finding failure(Inspection inspection, String sentence) {
        return Finding.of(ReasonCode.INSPECTION_FAILED, "inspection", inspection.name(), sentence);
    }
}
