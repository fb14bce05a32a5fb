package org.jenkinsci.plugins.workflow.steps;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Result;
import jenkins.model.CauseOfInterruption;
@SuppressWarnings("serial")
public final class FlowInterruptedException extends InterruptedException {
    private final Result result;
    public FlowInterruptedException(@NonNull Result result, @NonNull CauseOfInterruption... causes) { this.result = result; }
    @NonNull public Result getResult() { return result; }
}
