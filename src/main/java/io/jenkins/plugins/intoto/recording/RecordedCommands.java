package io.jenkins.plugins.intoto.recording;

import io.jenkins.plugins.intoto.archive.Origin;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;

/** The shell steps that ran inside a block, read from the Pipeline's own record, in which secrets are masked. */
final class RecordedCommands {
    private static final Set<String> SHELLS = Set.of("sh", "bat", "powershell", "pwsh");
    private static final int MOST = 1000;

    private RecordedCommands() {}

    /**
     * @param block the node that begins the block
     * @return per command, in the order they began: {@code step}, the name of the step, and {@code script}, its text
     */
    static List<Map<String, Object>> inside(FlowNode block) {
        var shells = new ArrayList<FlowNode>();
        var scanner = new DepthFirstScanner();
        scanner.setup(block.getExecution().getCurrentHeads(), Set.of(block));
        for (var node : scanner) {
            if (SHELLS.contains(Origin.stepOf(node))
                    && node.getAllEnclosingIds().contains(block.getId())) {
                shells.add(node);
            }
        }
        // Ids are numbers that grow, also across parallel branches.
        Comparator<FlowNode> byId = Comparator.comparing(node -> node.getId().length());
        shells.sort(byId.thenComparing(FlowNode::getId));
        return shells.stream().limit(MOST).map(RecordedCommands::command).toList();
    }

    private static Map<String, Object> command(FlowNode node) {
        var command = new TreeMap<String, Object>();
        command.put("step", Origin.stepOf(node));
        var script = ArgumentsAction.getResolvedArguments(node).get("script");
        command.put("script", script == null ? "" : DisplayText.of(script.toString()));
        return command;
    }
}
