package io.jenkins.plugins.intoto.recording;

import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.BackgroundStepExecution;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Materials, body, products. What is kept here is saved with the Pipeline each time it is saved: so only names, the phase, and
 * after the body how that ended.
 */
final class RecordStepExecution extends BackgroundStepExecution {
    private static final long serialVersionUID = 1L;

    /** What the step is about; it begins with this phase after a restart. */
    private enum Phase {
        MATERIALS,
        BODY,
        PRODUCTS
    }

    private final RecordStep step;

    /** Changed on the thread that runs the Pipeline, which also saves it: no restart finds a body and a phase before it. */
    private volatile Phase phase = Phase.MATERIALS;

    /** The path that the step has reserved for its link. */
    private volatile String reserved;

    @SuppressWarnings("serial") // the Pipeline saves it too, as the result of the block
    private Object result;

    private Throwable failure;

    RecordStepExecution(StepContext context, RecordStep step)
            throws InterruptedException, MissingContextVariableException {
        super(context);
        if (!isInNode()) {
            throw new MissingContextVariableException(FilePath.class);
        }
        this.step = step;
    }

    @Override
    protected boolean isWorking() {
        return phase != Phase.BODY;
    }

    @Override
    protected void work() throws Exception {
        switch (phase) {
            case MATERIALS -> recordMaterials();
            case PRODUCTS -> {
                if (failure == null) {
                    recordProducts(Map.of());
                    recording().discard();
                    succeed(result);
                } else {
                    recordFailure();
                    end(failure);
                }
            }
            case BODY -> throw new IllegalStateException("nothing to do while the body runs");
        }
    }

    private LinkRecording recording() throws IOException, InterruptedException {
        var context = getContext();
        return new LinkRecording(context.get(Run.class), listener(), step, origin());
    }

    private void recordMaterials() throws IOException, InterruptedException {
        reserved = recording().recordMaterials(directory()).orElse(null);
        getContext()
                .newBodyInvoker()
                .withDisplayName(step.getStepName())
                .withCallback(new Callback())
                .start();
    }

    private void recordProducts(Map<String, Object> outcome) throws IOException, InterruptedException {
        var byproducts = new TreeMap<>(outcome);
        if (step.isRecordCommands()) {
            byproducts.put("commands", RecordedCommands.inside(getContext().get(FlowNode.class)));
        }
        recording().recordProducts(directory(), variables(), byproducts);
    }

    /** The body's own failure is what the build fails with, whatever happens here. */
    private void recordFailure() throws IOException, InterruptedException {
        if (!step.recordsFailures()) {
            Console.println(listener(), Messages.RecordStepExecution_BodyFailed(step.getStepName()));
            return;
        }
        try {
            recordProducts(Map.of("failure", DisplayText.of(String.valueOf(failure))));
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (isInterrupted()) {
                throw e;
            }
            Console.println(
                    listener(),
                    Messages.RecordStepExecution_NoLinkOfFailure(
                            step.getStepName(),
                            DisplayText.of(String.valueOf(sentence(e).getMessage()))));
        }
    }

    @Override
    protected void abandon() throws IOException, InterruptedException {
        recording().discard();
    }

    @Override
    public void onResume() {
        if (phase == null || step == null) {
            getContext().onFailure(Console.abort(Messages.RecordStepExecution_OtherVersion()));
            return;
        }
        if (phase == Phase.BODY && reserved != null) {
            try {
                recording().reserve(reserved);
            } catch (IOException | InterruptedException e) {
                end(sentence(e));
            }
        }
        super.onResume();
    }

    private void carryOn(Object bodyResult, Throwable bodyFailure) {
        result = bodyResult;
        failure = bodyFailure;
        phase = Phase.PRODUCTS;
        begin();
    }

    /** Runs on the thread that runs the Pipeline. */
    private final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        @Override
        public void onStart(StepContext context) {
            phase = Phase.BODY;
        }

        @Override
        public void onSuccess(StepContext context, Object bodyResult) {
            carryOn(bodyResult, null);
        }

        @Override
        public void onFailure(StepContext context, Throwable bodyFailure) {
            carryOn(null, bodyFailure);
        }
    }
}
