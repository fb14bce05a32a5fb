package org.jenkinsci.plugins.workflow.graph;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Action;
import hudson.model.Actionable;
import hudson.model.Saveable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
/** A node of the graph of what ran; its parents ran before it. */
public abstract class FlowNode extends Actionable implements Saveable {
    private final transient FlowExecution execution;
    private final transient List<FlowNode> parents;
    private final String id;
    protected FlowNode(FlowExecution execution, String id, List<FlowNode> parents) {
        this.execution = execution;
        this.parents = parents;
        this.id = id;
    }
    @NonNull public FlowExecution getExecution() { return execution; }
    @NonNull public List<FlowNode> getParents() { return parents; }
    public String getId() { return id; }
    @NonNull public Iterable<BlockStartNode> iterateEnclosingBlocks() {
        List<BlockStartNode> blocks = new ArrayList<>();
        FlowNode node = this instanceof BlockEndNode<?> end ? end.getStartNode() : this;
        while (!node.getParents().isEmpty()) {
            node = node.getParents().get(0);
            if (node instanceof BlockEndNode<?> end) {
                node = end.getStartNode();
            } else if (node instanceof BlockStartNode start) {
                blocks.add(start);
            }
        }
        return blocks;
    }
    @NonNull public List<String> getAllEnclosingIds() {
        List<String> ids = new ArrayList<>();
        iterateEnclosingBlocks().forEach(block -> ids.add(block.getId()));
        return ids;
    }
    @CheckForNull public final <T extends Action> T getPersistentAction(@NonNull Class<T> type) { return getAction(type); }
    public String getDisplayFunctionName() { return getTypeFunctionName(); }
    protected abstract String getTypeDisplayName();
    protected String getTypeFunctionName() { return getTypeDisplayName(); }
    public void save() throws IOException {}
}
