package io.jenkins.plugins.intoto.recording;

import hudson.EnvVars;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code inTotoRecord(stepName: …, credentialsId: …) { … }}: records what its body does to files as a signed link. */
public final class RecordStep extends RecordStepParameters {
    private final String stepName;
    private final String credentialsId;

    /**
     * @param stepName the name of the step in the layout
     * @param credentialsId the id of the credential that signs
     */
    @DataBoundConstructor
    public RecordStep(String stepName, String credentialsId) {
        this.stepName = Util.fixNull(stepName).trim();
        this.credentialsId = Util.fixNull(credentialsId).trim();
    }

    /** The name of the step in the layout. */
    public String getStepName() {
        return Util.fixNull(stepName);
    }

    /** The id of the credential that signs. */
    public String getCredentialsId() {
        return Util.fixNull(credentialsId);
    }

    @Override
    public StepExecution start(StepContext context) throws InterruptedException, MissingContextVariableException {
        return new RecordStepExecution(context, stepName, credentialsId, options());
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor implements RecordedStepForm, RecordingForm {
        @Override
        public String getFunctionName() {
            return "inTotoRecord";
        }

        @Override
        public String getDisplayName() {
            return "in-toto: record";
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            // Not the directory, although the step must be within a node: it would fail where an agent has just been
            // lost.
            return Set.of(Run.class, TaskListener.class, EnvVars.class, FlowNode.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return namedArgs.get("stepName") instanceof String name ? name : null;
        }
    }
}
