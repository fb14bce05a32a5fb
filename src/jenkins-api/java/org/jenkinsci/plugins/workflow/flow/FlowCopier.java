package org.jenkinsci.plugins.workflow.flow;
import hudson.ExtensionPoint;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
public abstract class FlowCopier implements ExtensionPoint {
    public abstract void copy(FlowExecutionOwner from, FlowExecutionOwner to) throws IOException, InterruptedException;
    public abstract static class ByRun extends FlowCopier {
        public abstract void copy(Run<?, ?> from, Run<?, ?> to, TaskListener listener)
                throws IOException, InterruptedException;
        public final void copy(FlowExecutionOwner from, FlowExecutionOwner to) throws IOException, InterruptedException {
            copy((Run<?, ?>) from.getExecutable(), (Run<?, ?>) to.getExecutable(), TaskListener.NULL);
        }
    }
}
