package org.jenkinsci.plugins.workflow.job;

import org.jenkinsci.plugins.workflow.flow.FlowDefinition;

/** Pipeline jobs of tests. */
public final class LocalPipelineJob {
    private LocalPipelineJob() {}

    /** A job of a name with a definition. */
    public static WorkflowJob of(String name, FlowDefinition definition) {
        var job = new WorkflowJob(name);
        job.definition = definition;
        return job;
    }
}
