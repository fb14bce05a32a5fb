package io.jenkins.plugins.intoto.provenance;

import hudson.Extension;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

/** Pipelines whose script runs on the controller without the sandbox, and so can do whatever the controller can. */
@Extension(optional = true)
public final class PipelineCheck implements SelfCheck.Check {
    @Override
    public List<String> weaknesses() {
        var found = new ArrayList<String>();
        SelfCheck.add(
                found,
                Jenkins.get().getAllItems(WorkflowJob.class).stream()
                        .filter(job -> job.getDefinition() instanceof CpsFlowDefinition script && !script.isSandbox())
                        .map(WorkflowJob::getFullName),
                "The scripts of these Pipelines run on the controller without the sandbox: ");
        return found;
    }
}
