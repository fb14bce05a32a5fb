package org.jenkinsci.plugins.workflow.steps;
import hudson.model.Result;
import jenkins.model.CauseOfInterruption;
@SuppressWarnings("serial")
public final class FlowInterruptedException extends InterruptedException {
    private final Result result;
    public FlowInterruptedException(Result result, CauseOfInterruption... causes) { this.result = result; }
    public Result getResult() { return result; }
}
