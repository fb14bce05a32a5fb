package org.jenkinsci.plugins.workflow.graph;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
public abstract class BlockEndNode<START extends BlockStartNode> extends FlowNode {
    private final transient START start;
    public BlockEndNode(FlowExecution execution, String id, START start, List<FlowNode> parents) {
        super(execution, id, parents);
        this.start = start;
    }
    @NonNull public START getStartNode() { return start; }
}
