package org.jenkinsci.plugins.workflow.flow;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
public abstract class FlowExecutionListener implements ExtensionPoint {
    public void onCreated(@NonNull FlowExecution execution) {}
}
