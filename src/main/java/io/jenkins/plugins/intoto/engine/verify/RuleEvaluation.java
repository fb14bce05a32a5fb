package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.artifact.ArtifactCursor;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.model.ArtifactPattern;
import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.SupplyChainItem;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Applies the rules of one side of a step or inspection to its artifacts (in-toto specification 1.0, section 4.3.3). The
 * artifacts form a queue; each rule takes off what it accepts. One pass a rule, linear in the artifacts of both links.
 */
final class RuleEvaluation {
    private final SupplyChainItem item;
    private final ArtifactSide side;
    private final Link link;
    private final Map<String, Link> links;
    private final Artifacts artifacts;
    private final BitSet queue;
    private final BitSet refusedBefore = new BitSet();
    private int lookedAt;

    /**
     * @param item the step or inspection
     * @param side which of its rules
     * @param link its link
     * @param links the links of all steps that MATCH rules may name, by step
     */
    RuleEvaluation(SupplyChainItem item, ArtifactSide side, Link link, Map<String, Link> links) {
        this.item = item;
        this.side = side;
        this.link = link;
        this.links = links;
        this.artifacts = side.of(link);
        this.queue = new BitSet();
        queue.set(0, artifacts.size());
    }

    /**
     * Applies every rule, also behind one that does not hold.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    List<RuleOutcome> outcomes() throws InterruptedException {
        var outcomes = new ArrayList<RuleOutcome>();
        var rules = item.rules(side);
        for (int i = 0; i < rules.size(); i++) {
            checkInterrupted();
            outcomes.add(outcome(i, rules.get(i)));
        }
        return outcomes;
    }

    private RuleOutcome outcome(int index, ArtifactRule rule) throws InterruptedException {
        var refused = new BitSet();
        List<Finding> failures = List.of();
        var consumed = consumed(rule);
        queue.andNot(consumed);
        var explanation = new RuleExplanation(item, side, link, links);
        if (rule instanceof ArtifactRule.Disallow disallow) {
            refused = matching(disallow.pattern(), cursor -> true);
            // An artifact that two rules refuse is one failure.
            refused.andNot(refusedBefore);
            refusedBefore.or(refused);
            failures = explanation.ofRefused(index, artifacts, refused);
        } else if (rule instanceof ArtifactRule.Require require) {
            var cursor = artifacts.cursor();
            if (!cursor.seek(require.path()) || !queue.get(cursor.index())) {
                failures = List.of(explanation.ofMissing(index, require, artifacts.contains(require.path())));
            }
        }
        return new RuleOutcome(
                side,
                index,
                rule,
                new ArtifactSelection(artifacts, consumed),
                new ArtifactSelection(artifacts, refused),
                failures);
    }

    private BitSet consumed(ArtifactRule rule) throws InterruptedException {
        if (rule instanceof ArtifactRule.Allow allow) {
            return matching(allow.pattern(), cursor -> true);
        } else if (rule instanceof ArtifactRule.Create create) {
            var materials = link.materials().cursor();
            var products = link.products().cursor();
            return matching(create.pattern(), c -> !materials.seek(c) && products.seek(c));
        } else if (rule instanceof ArtifactRule.Delete delete) {
            var materials = link.materials().cursor();
            var products = link.products().cursor();
            return matching(delete.pattern(), c -> materials.seek(c) && !products.seek(c));
        } else if (rule instanceof ArtifactRule.Modify modify) {
            var materials = link.materials().cursor();
            var products = link.products().cursor();
            return matching(
                    modify.pattern(), c -> materials.seek(c) && products.seek(c) && !materials.sameDigests(products));
        } else if (rule instanceof ArtifactRule.Match match) {
            return consumedByMatch(match);
        }
        return new BitSet();
    }

    private BitSet matching(ArtifactPattern pattern, Predicate<ArtifactCursor> condition) throws InterruptedException {
        var found = new BitSet();
        var cursor = artifacts.cursor();
        while (ArtifactSelection.nextSelected(cursor, queue)) {
            checkNowAndThen();
            if ((pattern.matchesAll() || pattern.matches(cursor.path())) && condition.test(cursor)) {
                found.set(cursor.index());
            }
        }
        return found;
    }

    private BitSet consumedByMatch(ArtifactRule.Match match) throws InterruptedException {
        var found = new BitSet();
        var other = links.get(match.step());
        if (other == null) {
            return found;
        }
        var target = new MatchTarget(match, match.side().of(other));
        var cursor = artifacts.cursor();
        while (ArtifactSelection.nextSelected(cursor, queue)) {
            checkNowAndThen();
            if (target.hasEqual(cursor)) {
                found.set(cursor.index());
            }
        }
        return found;
    }

    /** Rules over a million artifacts take a while; whoever aborts them does not wait for that. */
    private void checkNowAndThen() throws InterruptedException {
        if (lookedAt++ % 1024 == 0) {
            checkInterrupted();
        }
    }

    private static void checkInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the verification was interrupted");
        }
    }
}
