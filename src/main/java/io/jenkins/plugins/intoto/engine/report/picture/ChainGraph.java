package io.jenkins.plugins.intoto.engine.report.picture;

import io.jenkins.plugins.intoto.engine.verify.InspectionOutcome;
import io.jenkins.plugins.intoto.engine.verify.PlannedInspection;
import io.jenkins.plugins.intoto.engine.verify.Verification;
import java.util.ArrayList;
import java.util.List;

/**
 * What a picture shows of one layout: its steps and inspections, and the artifacts that flow between them.
 *
 * @param nodes the steps in the order of the layout, then the inspections
 * @param edges what MATCH rules compare, rules between the same two sides together; without those within one node
 * @param omittedNodes how many steps and inspections there are besides
 * @param omittedEdges how many edges there are besides
 */
record ChainGraph(List<ChainNode> nodes, List<ChainEdge> edges, int omittedNodes, int omittedEdges) {
    /** How many steps and inspections a picture shows. */
    static final int MOST_NODES = 100;

    /** How many edges a picture shows. */
    static final int MOST_EDGES = 500;

    /** Copies the lists. */
    ChainGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    static ChainGraph of(Verification verification) {
        var inspections = PlannedInspection.allOf(verification);
        var nodes = new ArrayList<ChainNode>();
        verification.steps().stream()
                .limit(MOST_NODES)
                .map(step -> ChainNode.of(step, verification.keyNames()))
                .forEach(nodes::add);
        inspections.stream().limit(MOST_NODES - nodes.size()).map(ChainNode::of).forEach(nodes::add);
        var collected = new ChainEdges(nodes.stream().map(ChainNode::name).toList());
        for (var step : verification.steps()) {
            collected.add(step.step(), step.rules());
        }
        for (var planned : inspections) {
            collected.add(
                    planned.inspection(),
                    planned.outcome().map(InspectionOutcome::rules).orElse(List.of()));
        }
        var edges = new ArrayList<ChainEdge>();
        for (var edge : collected.edges()) {
            if (edge.from() == edge.to()) {
                nodes.set(edge.to(), nodes.get(edge.to()).with(edge));
            } else {
                edges.add(edge);
            }
        }
        return new ChainGraph(
                nodes,
                edges.subList(0, Math.min(MOST_EDGES, edges.size())),
                verification.steps().size() + inspections.size() - nodes.size(),
                Math.max(0, edges.size() - MOST_EDGES));
    }
}
