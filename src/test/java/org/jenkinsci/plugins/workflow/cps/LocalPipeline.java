package org.jenkinsci.plugins.workflow.cps;

import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.WorkspaceAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** A Pipeline of a test that has used some nodes. */
public final class LocalPipeline extends CpsFlowExecution {
    private final List<FlowNode> heads;
    private FlowExecutionOwner owner;

    /**
     * @param script its script
     * @param nodes the names of the nodes that it used
     */
    public LocalPipeline(String script, String... nodes) {
        super(script);
        FlowNode last = new Block(this, "0", List.of());
        for (var node : nodes) {
            last = new Block(this, node, List.of(last));
            last.addAction(new Workspace(node));
        }
        heads = List.of(last);
    }

    /** Says which build it is of. */
    public LocalPipeline of(FlowExecutionOwner build) {
        owner = build;
        return this;
    }

    @Override
    public FlowExecutionOwner getOwner() {
        return owner;
    }

    @Override
    public synchronized List<FlowNode> getCurrentHeads() {
        return heads;
    }

    @Override
    public Map<String, String> getLoadedScripts() {
        return Map.of("Script1", "echo 'loaded'");
    }

    private static final class Block extends FlowNode {
        Block(CpsFlowExecution execution, String id, List<FlowNode> parents) {
            super(execution, id, parents);
        }

        @Override
        protected String getTypeDisplayName() {
            return "node";
        }
    }

    private static final class Workspace extends WorkspaceAction {
        private final String node;

        Workspace(String node) {
            this.node = node;
        }

        @Override
        public String getNode() {
            return node;
        }

        @Override
        public String getIconFileName() {
            return null;
        }

        @Override
        public String getDisplayName() {
            return "Workspace";
        }

        @Override
        public String getUrlName() {
            return "ws";
        }
    }
}
