package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import io.jenkins.plugins.intoto.engine.model.Inspection;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.SupplyChainItem;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says why a rule does not hold. That a DISALLOW rule found an artifact is seldom the reason: the reason is the rule before
 * it that should have accepted the artifact and did not.
 */
final class RuleExplanation {
    /** How many artifacts of one rule are explained one by one. */
    private static final int MOST = 20;

    private final SupplyChainItem item;
    private final ArtifactSide side;
    private final Link link;
    private final Map<String, Link> links;

    RuleExplanation(SupplyChainItem item, ArtifactSide side, Link link, Map<String, Link> links) {
        this.item = item;
        this.side = side;
        this.link = link;
        this.links = links;
    }

    /** A reason, with the index of the rule that it concerns. */
    private record Reason(ReasonCode code, int rule, String text) {}

    List<Finding> ofRefused(int index, Artifacts artifacts, BitSet refused) {
        var findings = new ArrayList<Finding>();
        for (var path : new ArtifactSelection(artifacts, refused).paths(MOST)) {
            var reason = reason(path, index);
            findings.add(finding(
                    reason, Optional.of(path), side.singular() + " " + DisplayText.of(path) + " " + reason.text()));
        }
        int more = refused.cardinality() - findings.size();
        if (more > 0) {
            var reason = new Reason(ReasonCode.ARTIFACT_NOT_ALLOWED, index, "are not allowed either");
            findings.add(finding(
                    reason,
                    Optional.empty(),
                    more + " more " + (more == 1 ? side.singular() : side.inTotoName()) + " " + reason.text()));
        }
        return findings;
    }

    Finding ofMissing(int index, ArtifactRule.Require rule, boolean consumedBefore) {
        var reason = new Reason(
                ReasonCode.ARTIFACT_MISSING,
                index,
                consumedBefore
                        ? "is required, but a rule before has consumed it"
                        : "is required and is not among the " + side.inTotoName()
                                + PathNearMiss.among(side.of(link), rule.path()));
        return finding(
                reason,
                Optional.of(rule.path()),
                side.singular() + " " + DisplayText.of(rule.path()) + " " + reason.text());
    }

    private Finding finding(Reason reason, Optional<String> artifact, String text) {
        var kind = item instanceof Inspection ? "inspection" : "step";
        var rule = item.rules(side).get(reason.rule());
        var sentence = kind + " '" + DisplayText.of(item.name()) + "': " + text + " (rule " + (reason.rule() + 1) + ": "
                + DisplayText.of(rule.text()) + ")";
        return new Finding(
                reason.code(), item.name(), Optional.of(side), Optional.of(reason.rule()), artifact, sentence);
    }

    private Reason reason(String path, int disallow) {
        Reason best = null;
        for (int i = 0; i < disallow; i++) {
            var reason = whyNotConsumed(path, i);
            if (reason != null && (best == null || reason.code().compareTo(best.code()) < 0)) {
                best = reason;
            }
        }
        return best != null ? best : notAllowedByAny(path, disallow);
    }

    /** No rule speaks of the artifact; the first that nearly does is blamed. */
    private Reason notAllowedByAny(String path, int disallow) {
        for (int i = 0; i < disallow; i++) {
            var near = nearMiss(path, item.rules(side).get(i));
            if (near.isPresent()) {
                return notAllowed(i, "is allowed by no rule: it " + near.get());
            }
        }
        return notAllowed(disallow, "is allowed by no rule");
    }

    private static Optional<String> nearMiss(String path, ArtifactRule rule) {
        if (rule instanceof ArtifactRule.Allow allow) {
            return PatternNearMiss.of(path, allow.pattern());
        }
        if (rule instanceof ArtifactRule.Create create) {
            return PatternNearMiss.of(path, create.pattern());
        }
        if (rule instanceof ArtifactRule.Delete delete) {
            return PatternNearMiss.of(path, delete.pattern());
        }
        if (rule instanceof ArtifactRule.Modify modify) {
            return PatternNearMiss.of(path, modify.pattern());
        }
        return rule instanceof ArtifactRule.Match match && match.sourcePrefix().isEmpty()
                ? PatternNearMiss.of(path, match.pattern())
                : Optional.empty();
    }

    /** Why a rule that speaks of the artifact did not accept it; null if the rule does not speak of it. */
    private Reason whyNotConsumed(String path, int index) {
        var rule = item.rules(side).get(index);
        if (rule instanceof ArtifactRule.Match match) {
            return whyNotMatched(path, index, match);
        }
        if (rule instanceof ArtifactRule.Create create && create.pattern().matches(path)) {
            return notAllowed(
                    index, side == ArtifactSide.PRODUCTS ? "was not created: it was there before" : "is not a product");
        }
        if (rule instanceof ArtifactRule.Delete delete && delete.pattern().matches(path)) {
            return notAllowed(index, "was not deleted");
        }
        if (rule instanceof ArtifactRule.Modify modify && modify.pattern().matches(path)) {
            boolean onBothSides =
                    link.materials().contains(path) && link.products().contains(path);
            return notAllowed(
                    index, onBothSides ? "was not modified" : "was not modified: it is on one side of the step only");
        }
        return null;
    }

    private Reason whyNotMatched(String path, int index, ArtifactRule.Match match) {
        var other = links.get(match.step());
        var target = new MatchTarget(
                match, other == null ? Artifacts.NONE : match.side().of(other));
        var destination = target.destinationOf(path);
        if (destination.isEmpty()) {
            return null;
        }
        var step = "step '" + DisplayText.of(match.step()) + "'";
        if (other == null) {
            return new Reason(
                    ReasonCode.ARTIFACT_NOT_IN_STEP, index, "has nothing to match: there is no link of " + step);
        }
        var named = destination.get().equals(path) ? "" : " as " + DisplayText.of(destination.get());
        if (isWithoutDigest(side.of(link), path) || isWithoutDigest(match.side().of(other), destination.get())) {
            return new Reason(
                    ReasonCode.ARTIFACT_CHANGED,
                    index,
                    "has no digest, or none in " + step + ", so nothing tells that it is the same");
        }
        return match.side().of(other).contains(destination.get())
                ? new Reason(
                        ReasonCode.ARTIFACT_CHANGED,
                        index,
                        "differs from the " + match.side().singular()
                                + (named.isEmpty() ? "" : " " + DisplayText.of(destination.get())) + " of " + step)
                : new Reason(
                        ReasonCode.ARTIFACT_NOT_IN_STEP,
                        index,
                        "is not" + named + " among the " + match.side().inTotoName() + " of " + step
                                + PathNearMiss.among(match.side().of(other), destination.get()));
    }

    private static boolean isWithoutDigest(Artifacts artifacts, String path) {
        return artifacts.find(path).map(digests -> digests.asMap().isEmpty()).orElse(false);
    }

    private static Reason notAllowed(int rule, String text) {
        return new Reason(ReasonCode.ARTIFACT_NOT_ALLOWED, rule, text);
    }
}
