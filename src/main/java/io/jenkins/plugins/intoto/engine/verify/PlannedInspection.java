package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.model.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An inspection of a layout, whether it was run or not.
 *
 * @param inspection the inspection as the layout has it
 * @param outcome what came of it; empty if it was not run
 */
public record PlannedInspection(Inspection inspection, Optional<InspectionOutcome> outcome) {

    /** All inspections of the layout, in its order. */
    public static List<PlannedInspection> allOf(Verification verification) {
        var inspections = new ArrayList<PlannedInspection>();
        if (verification.inspections().isEmpty()) {
            verification.layout().ifPresent(layout -> layout.inspections()
                    .forEach(inspection -> inspections.add(new PlannedInspection(inspection, Optional.empty()))));
        }
        verification
                .inspections()
                .forEach(outcome -> inspections.add(new PlannedInspection(outcome.inspection(), Optional.of(outcome))));
        return inspections;
    }
}
