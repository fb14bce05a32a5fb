package io.jenkins.plugins.intoto.engine.report.picture;

import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import io.jenkins.plugins.intoto.engine.model.SupplyChainItem;
import io.jenkins.plugins.intoto.engine.verify.Finding;
import io.jenkins.plugins.intoto.engine.verify.ReasonCode;
import io.jenkins.plugins.intoto.engine.verify.RuleOutcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the edges of a chain from the MATCH rules of its steps and inspections. */
final class ChainEdges {
    /** What an edge joins. */
    private record Ends(int from, int to, ArtifactSide fromSide, ArtifactSide toSide) {}

    /** A rule among those of a step. */
    private record Place(ArtifactSide side, int index) {}

    private final Map<String, Integer> nodes = new HashMap<>();
    private final Map<Ends, ChainEdge> edges = new LinkedHashMap<>();

    /**
     * @param names the names of the nodes; rules of others, or that name others, are left out
     */
    ChainEdges(List<String> names) {
        names.forEach(name -> nodes.put(name, nodes.size()));
    }

    List<ChainEdge> edges() {
        return List.copyOf(edges.values());
    }

    /**
     * @param item a step or an inspection
     * @param outcomes what came of its rules; empty if they were not applied
     */
    void add(SupplyChainItem item, List<RuleOutcome> outcomes) {
        if (outcomes.isEmpty()) {
            for (var side : ArtifactSide.values()) {
                item.rules(side).forEach(rule -> add(item, side, rule, ChainEdge.Flow.NOT_CHECKED));
            }
        }
        var refused = new HashMap<Place, Integer>();
        var more = new HashMap<ArtifactSide, Boolean>();
        for (var outcome : outcomes) {
            for (var failure : outcome.failures()) {
                if (isMismatch(failure)) {
                    refused.merge(new Place(outcome.side(), failure.rule().orElseThrow()), 1, Integer::sum);
                } else if (failure.artifact().isEmpty()) {
                    // Of very many artifacts not each has its own failure.
                    more.put(outcome.side(), true);
                }
            }
        }
        for (var outcome : outcomes) {
            int mismatches = refused.getOrDefault(new Place(outcome.side(), outcome.index()), 0);
            add(
                    item,
                    outcome.side(),
                    outcome.rule(),
                    new ChainEdge.Flow(
                            mismatches > 0 ? ChainEdge.State.BROKEN : ChainEdge.State.HOLDS,
                            outcome.consumed().size(),
                            mismatches,
                            mismatches > 0 && more.containsKey(outcome.side())));
        }
    }

    private static boolean isMismatch(Finding finding) {
        return finding.code() == ReasonCode.ARTIFACT_CHANGED || finding.code() == ReasonCode.ARTIFACT_NOT_IN_STEP;
    }

    private void add(SupplyChainItem item, ArtifactSide side, ArtifactRule rule, ChainEdge.Flow flow) {
        if (rule instanceof ArtifactRule.Match match
                && nodes.containsKey(match.step())
                && nodes.containsKey(item.name())) {
            var edge = new ChainEdge(nodes.get(match.step()), nodes.get(item.name()), match.side(), side, flow);
            edges.merge(
                    new Ends(edge.from(), edge.to(), edge.fromSide(), edge.toSide()),
                    edge,
                    (known, added) -> known.with(known.flow().and(added.flow())));
        }
    }
}
