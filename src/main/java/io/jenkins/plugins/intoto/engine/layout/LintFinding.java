package io.jenkins.plugins.intoto.engine.layout;

import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import io.jenkins.plugins.intoto.engine.model.Inspection;
import io.jenkins.plugins.intoto.engine.model.SupplyChainItem;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.Optional;

/**
 * One thing that is wrong with a layout, or worth knowing.
 *
 * @param code its class
 * @param item the name of the step or inspection that it is about; empty if it is about the layout
 * @param side the side of it, if it is about rules
 * @param rule the index of the rule in that side's list, from 0, if it is about one rule
 * @param sentence the finding as one sentence without a final stop, safe to show as text
 */
public record LintFinding(
        LintCode code, String item, Optional<ArtifactSide> side, Optional<Integer> rule, String sentence) {

    static LintFinding ofLayout(LintCode code, String text) {
        return new LintFinding(code, "", Optional.empty(), Optional.empty(), "layout: " + text);
    }

    static LintFinding of(LintCode code, SupplyChainItem item, String text) {
        return new LintFinding(code, item.name(), Optional.empty(), Optional.empty(), start(item) + text);
    }

    static LintFinding ofSide(LintCode code, SupplyChainItem item, ArtifactSide side, String text) {
        return new LintFinding(
                code, item.name(), Optional.of(side), Optional.empty(), start(item) + side.inTotoName() + ": " + text);
    }

    static LintFinding ofRule(LintCode code, SupplyChainItem item, ArtifactSide side, int rule, String text) {
        var sentence = start(item) + side.inTotoName() + ", rule " + (rule + 1) + " ("
                + DisplayText.of(item.rules(side).get(rule).text()) + "): " + text;
        return new LintFinding(code, item.name(), Optional.of(side), Optional.of(rule), sentence);
    }

    private static String start(SupplyChainItem item) {
        return (item instanceof Inspection ? "inspection '" : "step '") + DisplayText.of(item.name()) + "': ";
    }
}
