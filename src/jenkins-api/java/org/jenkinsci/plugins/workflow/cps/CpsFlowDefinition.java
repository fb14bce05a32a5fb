package org.jenkinsci.plugins.workflow.cps;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
public class CpsFlowDefinition extends FlowDefinition {
    private final boolean sandbox;
    CpsFlowDefinition(boolean sandbox) { this.sandbox = sandbox; }
    public boolean isSandbox() { return sandbox; }
}
