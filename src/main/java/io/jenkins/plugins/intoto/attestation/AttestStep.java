package io.jenkins.plugins.intoto.attestation;

import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.credentials.SigningCredentialForm;
import io.jenkins.plugins.intoto.run.JobForm;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** {@code inTotoAttest(subjects: …, credentialsId: …)}: signs what is said of artifacts; returns the paths of the bundles. */
public final class AttestStep extends AttestStepParameters {
    private String credentialsId = "";

    /** All parameters are optional as such; which go together is checked when the step runs. */
    @DataBoundConstructor
    public AttestStep() {}

    /** The id of the credential that signs; blank if it is done without a key. */
    public String getCredentialsId() {
        return Util.fixNull(credentialsId);
    }

    /** See {@link #getCredentialsId}. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId).trim();
    }

    @Override
    public StepExecution start(StepContext context) throws InterruptedException {
        return new AttestStepExecution(context, credentialsId, settings());
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor
            implements SigningCredentialForm, AttestationForm, CustomDescribableModel {
        @Override
        public String getFunctionName() {
            return "inTotoAttest";
        }

        @Override
        public String getDisplayName() {
            return "in-toto: attest";
        }

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            JobForm.withoutBlocks(form, "predicate", "keyless");
            // What a script need not say is not in the snippet.
            if ("provenance".equals(form.opt("predicate"))) {
                form.remove("predicate");
            }
            if ("dsse".equals(form.opt("format"))) {
                form.remove("format");
            }
            return super.newInstance(request, form);
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return namedArgs.get("subjects") instanceof String subjects ? subjects : null;
        }

        /** Lets scripts write a predicate as a map. */
        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
            return InlinePredicate.asJson(arguments);
        }
    }
}
