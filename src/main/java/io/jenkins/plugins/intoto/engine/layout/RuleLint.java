package io.jenkins.plugins.intoto.engine.layout;

import static io.jenkins.plugins.intoto.engine.layout.LintCode.DOUBLE_ASTERISK;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.MATCH_WITH_LATER_STEP;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.NEVER_MATCHES;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.NOTHING_DISALLOWED;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.NOT_CONNECTED;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.REQUIREMENT_CONSUMED;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.REQUIREMENT_LOOKS_LIKE_PATTERN;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.RULE_WITHOUT_EFFECT;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.UNKNOWN_STEP;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.UNREACHABLE_RULE;

import io.jenkins.plugins.intoto.engine.model.ArtifactPattern;
import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Step;
import io.jenkins.plugins.intoto.engine.model.SupplyChainItem;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Checks the rules of one side of a step or an inspection. */
final class RuleLint {
    private final Layout layout;
    private final SupplyChainItem item;
    private final ArtifactSide side;
    private final List<ArtifactRule> rules;
    private final List<LintFinding> findings = new ArrayList<>();

    RuleLint(Layout layout, SupplyChainItem item, ArtifactSide side) {
        this.layout = layout;
        this.item = item;
        this.side = side;
        this.rules = item.rules(side);
    }

    List<LintFinding> findings() {
        boolean closed = false;
        int consumer = -1;
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            if (consumer >= 0 || closed) {
                unreachable(
                        i,
                        rule,
                        closed
                                ? "nothing is left behind a DISALLOW * before it"
                                : "rule " + (consumer + 1) + " takes everything out of the queue before it");
            } else {
                check(i, rule);
            }
            if (consumer < 0
                    && rule instanceof ArtifactRule.Allow allow
                    && allow.pattern().matchesAll()) {
                consumer = i;
            }
            closed |= consumer < 0
                    && rule instanceof ArtifactRule.Disallow disallow
                    && disallow.pattern().matchesAll();
        }
        checkEnd(closed, consumer);
        checkConnection();
        return findings;
    }

    private void unreachable(int index, ArtifactRule rule, String reason) {
        if (rule instanceof ArtifactRule.Require) {
            add(REQUIREMENT_CONSUMED, index, "what it requires is never there: " + reason);
        } else {
            add(UNREACHABLE_RULE, index, "it never applies: " + reason);
        }
    }

    private void check(int index, ArtifactRule rule) {
        if (rules.subList(0, index).contains(rule)) {
            add(UNREACHABLE_RULE, index, "the same rule stands before it");
        }
        if (rule instanceof ArtifactRule.Create && side == ArtifactSide.MATERIALS) {
            add(RULE_WITHOUT_EFFECT, index, "it accepts products only, so here it accepts nothing");
        } else if (rule instanceof ArtifactRule.Delete && side == ArtifactSide.PRODUCTS) {
            add(RULE_WITHOUT_EFFECT, index, "it accepts materials only, so here it accepts nothing");
        } else if (rule instanceof ArtifactRule.Require require) {
            checkRequirement(index, require);
        } else if (rule instanceof ArtifactRule.Match match) {
            checkMatch(index, match);
        }
        checkPaths(index, rule);
    }

    private void checkRequirement(int index, ArtifactRule.Require rule) {
        if (rule.path().chars().anyMatch(c -> c == '*' || c == '?' || c == '[')) {
            add(REQUIREMENT_LOOKS_LIKE_PATTERN, index, "it requires a file of this very name; it is not a pattern");
        }
        for (int i = 0; i < index; i++) {
            var pattern = NamedPaths.pattern(rules.get(i));
            if (rules.get(i) instanceof ArtifactRule.Allow
                    && pattern.map(ArtifactPattern::of)
                            .filter(p -> p.matches(rule.path()))
                            .isPresent()) {
                add(REQUIREMENT_CONSUMED, index, "rule " + (i + 1) + " takes what it requires out of the queue");
                return;
            }
        }
    }

    private void checkMatch(int index, ArtifactRule.Match rule) {
        var steps = layout.steps().stream().map(Step::name).toList();
        var other = DisplayText.of(rule.step());
        int itsPlace = steps.indexOf(rule.step());
        if (itsPlace < 0) {
            boolean inspection =
                    layout.inspections().stream().anyMatch(i -> i.name().equals(rule.step()));
            if (!inspection || item instanceof Step) {
                add(
                        UNKNOWN_STEP,
                        index,
                        inspection
                                ? "'" + other + "' is an inspection; rules of steps can only match steps"
                                : "there is no step '" + other + "', so it accepts nothing");
            }
        } else if (item instanceof Step && side == ArtifactSide.MATERIALS && itsPlace > steps.indexOf(item.name())) {
            add(MATCH_WITH_LATER_STEP, index, "step '" + other + "' comes later, so it cannot have made materials");
        } else if (item instanceof Step
                && rule.step().equals(item.name())
                && rule.side() == side
                && rule.sourcePrefix().equals(rule.destinationPrefix())) {
            add(
                    RULE_WITHOUT_EFFECT,
                    index,
                    "it matches the " + side.inTotoName() + " with themselves, which always fits");
        }
    }

    private void checkPaths(int index, ArtifactRule rule) {
        for (var defect : NamedPaths.of(rule).defects()) {
            add(NEVER_MATCHES, index, defect);
        }
        NamedPaths.pattern(rule)
                .filter(pattern -> pattern.contains("**"))
                .ifPresent(
                        pattern -> add(
                                DOUBLE_ASTERISK,
                                index,
                                "** means the same as *, which matches / too: **/ and /**/ match only where there is a folder"));
    }

    private void checkEnd(boolean closed, int consumer) {
        if (closed) {
            return;
        }
        var text = "there is no DISALLOW * at the end, so whatever no rule accepts passes";
        if (rules.isEmpty()) {
            text = "there are no rules, so anything passes";
        } else if (consumer >= 0) {
            text = "ALLOW * lets anything pass";
        }
        findings.add(LintFinding.ofSide(NOTHING_DISALLOWED, item, side, text));
    }

    /** The first step gets its materials from outside; each other one should be tied to a step before it. */
    private void checkConnection() {
        if (side != ArtifactSide.MATERIALS
                || !(item instanceof Step)
                || layout.steps().get(0).equals(item)) {
            return;
        }
        boolean tied = Stream.of(ArtifactSide.values())
                .flatMap(any -> item.rules(any).stream())
                .anyMatch(rule -> rule instanceof ArtifactRule.Match match
                        && !match.step().equals(item.name()));
        if (!tied) {
            findings.add(LintFinding.of(NOT_CONNECTED, item, "no MATCH rule ties it to another step"));
        }
    }

    private void add(LintCode code, int rule, String text) {
        findings.add(LintFinding.ofRule(code, item, side, rule, text));
    }
}
