package org.jenkinsci.plugins.workflow.flow;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.springframework.security.core.Authentication;
public abstract class FlowExecution {
    @NonNull public Authentication getAuthentication2() { return ACL.SYSTEM2; }
    public abstract FlowExecutionOwner getOwner();
    public abstract List<FlowNode> getCurrentHeads();
    @CheckForNull public abstract FlowNode getNode(String id) throws IOException;
}
