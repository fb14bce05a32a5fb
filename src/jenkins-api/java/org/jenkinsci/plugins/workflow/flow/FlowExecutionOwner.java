package org.jenkinsci.plugins.workflow.flow;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Queue;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;
@SuppressWarnings("serial")
public abstract class FlowExecutionOwner implements Serializable {
    @NonNull public abstract FlowExecution get() throws IOException;
    @CheckForNull public FlowExecution getOrNull() { return null; }
    @NonNull public TaskListener getListener() throws IOException { return TaskListener.NULL; }
    public abstract Queue.Executable getExecutable() throws IOException;
    public interface Executable extends Queue.Executable {
        @CheckForNull FlowExecutionOwner asFlowExecutionOwner();
    }
}
