package io.jenkins.plugins.intoto.attestation.provenance;

import hudson.model.AbstractBuild;
import hudson.model.Run;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jenkinsci.plugins.workflow.actions.WorkspaceAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;

/** The nodes that a run has used so far. */
final class RunNodes {
    private RunNodes() {}

    /**
     * @param run the run
     * @param pipeline its Pipeline, if it is one
     * @return their names; the empty one is the controller's own
     */
    static Set<String> of(Run<?, ?> run, Optional<FlowExecution> pipeline) {
        var nodes = new TreeSet<String>();
        if (run instanceof AbstractBuild<?, ?> build) {
            nodes.add(build.getBuiltOnStr() == null ? "" : build.getBuiltOnStr());
        }
        if (pipeline.isPresent()) {
            var scanner = new DepthFirstScanner();
            if (scanner.setup(pipeline.get().getCurrentHeads(), Set.of())) {
                for (var node : scanner) {
                    var workspace = node.getAction(WorkspaceAction.class);
                    if (workspace != null) {
                        nodes.add(workspace.getNode());
                    }
                }
            }
        }
        return nodes;
    }
}
