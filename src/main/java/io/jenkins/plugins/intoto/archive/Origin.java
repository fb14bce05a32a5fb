package io.jenkins.plugins.intoto.archive;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;

/**
 * Which step of a run something comes from, and in which attempt.
 *
 * @param id tells the steps of the run apart, and is the same after Jenkins was restarted: the id of a Pipeline's node
 * @param attempts the ids of the {@code retry} blocks around the step, each with the id of the node that begins the attempt
 */
public record Origin(String id, Map<String, String> attempts) {
    private static final String RETRY = "retry";

    /** No node of a Pipeline and no action of a build has an id that begins so. */
    private static final String AFTER = "after-";

    /** Copies the map. */
    public Origin {
        attempts = Map.copyOf(attempts);
    }

    /**
     * The origin of what an action of a freestyle build writes, which is done once or not at all.
     *
     * @param id tells the actions of the build apart
     */
    public static Origin of(String id) {
        return new Origin(id, Map.of());
    }

    /**
     * The origin of what the controller itself writes for a run that has ended.
     *
     * @param id tells such works on the run apart, and is the same after Jenkins was restarted; safe in the name of a file
     */
    public static Origin afterRun(String id) {
        return of(AFTER + id);
    }

    /** Whether it is written when the run has ended, and so is not over with the run. */
    boolean isAfterRun() {
        return id.startsWith(AFTER);
    }

    /** Whether a file is called after an origin that is not over with the run, as drafts are. */
    static boolean isAfterRun(Path file) {
        return String.valueOf(file.getFileName()).contains("." + AFTER);
    }

    /**
     * The origin of what a step of a Pipeline writes.
     *
     * @param node the node of the step; if it has a block, the one that begins the block
     */
    public static Origin of(FlowNode node) {
        var attempts = new TreeMap<String, String>();
        BlockStartNode inner = null;
        // Two nodes begin a block: that of the step, and within it one that begins each run of its body.
        for (BlockStartNode block : node.iterateEnclosingBlocks()) {
            if (inner != null && RETRY.equals(stepOf(inner)) && RETRY.equals(stepOf(block))) {
                attempts.put(block.getId(), inner.getId());
                inner = null;
            } else {
                inner = block;
            }
        }
        return new Origin(node.getId(), attempts);
    }

    /** The name of the step that a node is of, such as {@code sh}; empty if it is of none that is known. */
    public static String stepOf(FlowNode node) {
        var descriptor = node instanceof StepNode step ? step.getDescriptor() : null;
        return descriptor == null ? "" : descriptor.getFunctionName();
    }

    /**
     * Whether this step runs again what the other one was: as itself, after Jenkins was restarted, or in a further attempt of
     * a {@code retry} around both.
     */
    public boolean repeats(Origin other) {
        return id.equals(other.id)
                || attempts.entrySet().stream().anyMatch(attempt -> {
                    var others = other.attempts.get(attempt.getKey());
                    return others != null && !others.equals(attempt.getValue());
                });
    }
}
