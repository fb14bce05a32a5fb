package io.jenkins.plugins.intoto.attestation.provenance;

import hudson.Extension;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

/** Pipelines whose script runs on the controller without the sandbox, and so can do whatever the controller can. */
@Extension(optional = true)
public final class PipelineCheck implements SelfCheck.Check {
    /** Needed to make the extension, which Jenkins therefore leaves out where the plugin is missing. */
    private static final Class<?> SCRIPT = CpsFlowDefinition.class;

    @Override
    public List<Weakness> weaknesses() {
        return Weakness.of(
                        Weakness.Severity.HIGH,
                        Messages.PipelineCheck_NoSandbox(),
                        Messages.PipelineCheck_NoSandboxRemedy(),
                        Jenkins.get().getAllItems(WorkflowJob.class).stream()
                                .filter(job -> SCRIPT.isInstance(job.getDefinition())
                                        && !((CpsFlowDefinition) job.getDefinition()).isSandbox())
                                .map(job -> new Weakness.Place(job.getFullName(), job.getUrl() + "configure")))
                .stream()
                .toList();
    }
}
