package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of a verification. It passed if and only if there is no failure.
 *
 * @param source the name of the layout's file
 * @param at when it took place; expiry was judged by this time
 * @param layoutSigners the ids of the given keys that signed the layout
 * @param layout the layout, parameters filled in; empty if it was not to be trusted or could not be read
 * @param layoutFailures what is wrong with the layout itself
 * @param steps what came of each step, in the order of the layout
 * @param inspections what came of each inspection
 * @param summary one link for the whole chain: the materials of the first step, the products of the last; present if the
 *     verification passed
 * @param keyNames what the verification calls keys
 */
public record Verification(
        String source,
        Instant at,
        List<KeyId> layoutSigners,
        Optional<Layout> layout,
        List<Finding> layoutFailures,
        List<StepOutcome> steps,
        List<InspectionOutcome> inspections,
        Optional<Link> summary,
        KeyNames keyNames) {

    /** Copies the lists. */
    public Verification {
        layoutSigners = List.copyOf(layoutSigners);
        layoutFailures = List.copyOf(layoutFailures);
        steps = List.copyOf(steps);
        inspections = List.copyOf(inspections);
    }

    /**
     * The outcome if there is no layout that could be read.
     *
     * @param source the name of the layout's file
     * @param at the time of the verification
     * @param reason why it could not be read
     */
    public static Verification ofUnreadableLayout(String source, Instant at, InTotoException reason) {
        var failure = Finding.ofLayout(ReasonCode.LAYOUT_UNREADABLE, DisplayText.of(reason.getMessage()));
        return new Verification(
                source,
                at,
                List.of(),
                Optional.empty(),
                List.of(failure),
                List.of(),
                List.of(),
                Optional.empty(),
                KeyNames.NONE);
    }

    /** Whether the supply chain is as the layout demands. */
    public boolean passed() {
        return failures().isEmpty();
    }

    /** Everything that is wrong: the layout first, then steps and inspections in order. */
    public List<Finding> failures() {
        var failures = new ArrayList<>(layoutFailures);
        steps.forEach(step -> failures.addAll(step.failures()));
        inspections.forEach(inspection -> failures.addAll(inspection.failures()));
        return List.copyOf(failures);
    }
}
