package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.Optional;

/**
 * One thing that a verification found: a failure, or something worth a warning.
 *
 * @param code its class
 * @param item the name of the step or inspection that it is about; empty if it is about the layout
 * @param side the side of the step that it is about, if it is about an artifact or a rule
 * @param rule the index of the rule in that side's list, from 0, if it is about a rule
 * @param artifact the path of the artifact that it is about, as it was recorded
 * @param sentence the finding as one sentence without a final stop, safe to show as text
 */
public record Finding(
        ReasonCode code,
        String item,
        Optional<ArtifactSide> side,
        Optional<Integer> rule,
        Optional<String> artifact,
        String sentence) {

    static Finding ofLayout(ReasonCode code, String sentence) {
        return new Finding(code, "", Optional.empty(), Optional.empty(), Optional.empty(), "layout: " + sentence);
    }

    static Finding ofStep(ReasonCode code, String step, String sentence) {
        return of(code, "step", step, sentence);
    }

    static Finding of(ReasonCode code, String kind, String item, String sentence) {
        return new Finding(
                code,
                item,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                kind + " '" + DisplayText.of(item) + "': " + sentence);
    }

    /** This finding as one of an enclosing verification, such as that of a sublayout. */
    Finding within(String step) {
        return new Finding(
                code, item, side, rule, artifact, "step '" + DisplayText.of(step) + "', sublayout: " + sentence);
    }
}
