package io.jenkins.plugins.intoto.steps;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.run.LinkRecording;
import io.jenkins.plugins.intoto.run.RecordingOptions;
import io.jenkins.plugins.intoto.verify.DisplayText;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.GeneralNonBlockingStepExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Materials, body, products. What is kept here is saved with the Pipeline each time it is saved: so only names, and the
 * workspace is asked for anew after the body, since the agent may have reconnected.
 */
final class RecordStepExecution extends GeneralNonBlockingStepExecution {
    private static final long serialVersionUID = 1L;

    private final String stepName;
    private final String credentialsId;
    private final RecordingOptions options;
    private final UUID id = UUID.randomUUID();

    RecordStepExecution(StepContext context, String stepName, String credentialsId, RecordingOptions options) {
        super(context);
        this.stepName = stepName;
        this.credentialsId = credentialsId;
        this.options = options;
    }

    @Override
    public boolean start() {
        run(this::recordMaterials);
        return false;
    }

    private void recordMaterials() throws Exception {
        recording(getContext()).recordMaterials(getContext().get(FilePath.class), id);
        getContext()
                .newBodyInvoker()
                .withDisplayName(stepName)
                .withCallback(new Callback())
                .start();
    }

    private LinkRecording recording(StepContext context) throws IOException, InterruptedException {
        return new LinkRecording(
                context.get(Run.class), context.get(TaskListener.class), stepName, credentialsId, options);
    }

    private void recordProducts(StepContext context, Map<String, Object> outcome)
            throws IOException, InterruptedException {
        var byproducts = new TreeMap<>(outcome);
        if (options.isRecordCommands()) {
            // The callback's context is at the end of the body; this execution's own is at the beginning of the block.
            byproducts.put("commands", RecordedCommands.inside(getContext().get(FlowNode.class)));
        }
        recording(context).recordProducts(context.get(FilePath.class), context.get(EnvVars.class), byproducts, id);
    }

    private void succeed(StepContext context, Object result) throws IOException, InterruptedException {
        try {
            recordProducts(context, Map.of());
        } finally {
            recording(context).discard(id);
        }
        context.onSuccess(result);
    }

    /** The body's own failure is what the build fails with, whatever happens here. */
    private void fail(StepContext context, Throwable failure) {
        try {
            try {
                if (options.recordsFailures()) {
                    recordProducts(context, Map.of("failure", DisplayText.of(String.valueOf(failure))));
                } else {
                    context.get(TaskListener.class)
                            .getLogger()
                            .println("[in-toto] no link of step '" + stepName + "': its body failed");
                }
            } finally {
                recording(context).discard(id);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure.addSuppressed(e);
        }
        context.onFailure(failure);
    }

    /** Carries on after the body, off the thread that runs the Pipeline. */
    private final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        @Override
        public void onSuccess(StepContext context, Object result) {
            run(() -> succeed(context, result));
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            run(() -> fail(context, failure));
        }
    }
}
