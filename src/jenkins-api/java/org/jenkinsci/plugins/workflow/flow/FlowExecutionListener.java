package org.jenkinsci.plugins.workflow.flow;
import hudson.ExtensionPoint;
public abstract class FlowExecutionListener implements ExtensionPoint {
    public void onCreated(FlowExecution execution) {}
}
