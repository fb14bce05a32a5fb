package org.jenkinsci.plugins.workflow.flow;
import hudson.model.Queue;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;
@SuppressWarnings("serial")
public abstract class FlowExecutionOwner implements Serializable {
    public abstract FlowExecution get() throws IOException;
    public FlowExecution getOrNull() { return null; }
    public TaskListener getListener() throws IOException { return TaskListener.NULL; }
    public abstract Queue.Executable getExecutable() throws IOException;
    public interface Executable extends Queue.Executable {
        FlowExecutionOwner asFlowExecutionOwner();
    }
}
