package io.jenkins.plugins.intoto.attestation;

import hudson.model.Run;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.BackgroundStepExecution;
import java.util.ArrayList;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Attests off the thread that runs the Pipeline. */
final class AttestStepExecution extends BackgroundStepExecution {
    private static final long serialVersionUID = 1L;

    private final AttestStep step;

    AttestStepExecution(StepContext context, AttestStep step) throws InterruptedException {
        super(context);
        this.step = step;
    }

    @Override
    protected void work() throws Exception {
        save();
        var context = getContext();
        var attestation = new ArtifactAttestation(context.get(Run.class), listener(), step);
        var pipeline = Optional.ofNullable(context.get(FlowNode.class)).map(FlowNode::getExecution);
        var attested = attestation.attest(place(), pipeline);
        if (attested.notAttached().isPresent()) {
            var mark = step.attachConsequence().mark();
            var why = DisplayText.of(attested.notAttached().get());
            context.get(FlowNode.class).addOrReplaceAction(new WarningAction(mark).withMessage(why));
        }
        succeed(new ArrayList<>(attested.bundles()));
    }
}
