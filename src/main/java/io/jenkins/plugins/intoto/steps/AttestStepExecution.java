package io.jenkins.plugins.intoto.steps;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.attest.ArtifactAttestation;
import io.jenkins.plugins.intoto.attest.AttestationSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;

/** Attests off the thread that runs the Pipeline. It cannot be resumed, and need not be: it can be done again. */
final class AttestStepExecution extends SynchronousNonBlockingStepExecution<List<String>> {
    private static final long serialVersionUID = 1L;

    private final String credentialsId;
    private final AttestationSettings settings;

    AttestStepExecution(StepContext context, String credentialsId, AttestationSettings settings) {
        super(context);
        this.credentialsId = credentialsId;
        this.settings = settings;
    }

    @Override
    protected List<String> run() throws Exception {
        var context = getContext();
        var attestation = new ArtifactAttestation(
                context.get(Run.class), context.get(TaskListener.class), credentialsId, settings);
        var pipeline = Optional.ofNullable(context.get(FlowNode.class)).map(FlowNode::getExecution);
        return new ArrayList<>(attestation.attest(StepPlace.of(context), pipeline));
    }
}
