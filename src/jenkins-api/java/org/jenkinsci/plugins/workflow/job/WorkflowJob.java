package org.jenkinsci.plugins.workflow.job;
import hudson.model.Job;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
@SuppressWarnings("unchecked")
public final class WorkflowJob extends Job<WorkflowJob, WorkflowRun> {
    FlowDefinition definition;
    WorkflowJob(String name) { super(null, name); }
    public FlowDefinition getDefinition() { return definition; }
}
