package io.jenkins.plugins.intoto.steps;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.credentials.CredentialsDropDown;
import io.jenkins.plugins.intoto.run.JobForm;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

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
        return stepName;
    }

    /** The id of the credential that signs. */
    public String getCredentialsId() {
        return credentialsId;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new RecordStepExecution(context, stepName, credentialsId, options());
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "inTotoRecord";
        }

        @Override
        public String getDisplayName() {
            return "Record a step of the supply chain as a signed in-toto link";
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FilePath.class, TaskListener.class, EnvVars.class, FlowNode.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return namedArgs.get("stepName") instanceof String name ? name : null;
        }

        /** Whether the name can be that of a step. */
        @POST
        public FormValidation doCheckStepName(@AncestorInPath Item item, @QueryParameter String value) {
            return JobForm.checkStepName(item, value);
        }

        /** Whether the names are those of hash algorithms. */
        @POST
        public FormValidation doCheckHashAlgorithms(@AncestorInPath Item item, @QueryParameter String value) {
            return JobForm.checkHashAlgorithms(item, value);
        }

        /** The credentials to sign with. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialsDropDown.items(item, credentialsId);
        }

        /** Whether there is the credential. */
        @POST
        public FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
            return CredentialsDropDown.check(item, value);
        }

        /** The choices of {@code format}. */
        @POST
        public ListBoxModel doFillFormatItems() {
            return JobForm.formats();
        }

        /** The choices of {@code keyIds}. */
        @POST
        public ListBoxModel doFillKeyIdsItems() {
            return JobForm.keyIds();
        }

        /** The choices of {@code onFailure}. */
        @POST
        public ListBoxModel doFillOnFailureItems() {
            return JobForm.failures();
        }
    }
}
