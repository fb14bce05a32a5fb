package io.jenkins.plugins.intoto.verification;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.run.JobForm;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.StaplerRequest2;

/** {@code inTotoVerify(layout: …)}: verifies a supply chain; returns a map with {@code passed}, {@code summary}, {@code failures}. */
public final class VerifyStep extends VerifyStepParameters {
    /** All parameters are optional as such; which go together is checked when the step runs. */
    @DataBoundConstructor
    public VerifyStep() {}

    @Override
    public StepExecution start(StepContext context) throws InterruptedException {
        return new VerifyStepExecution(context, settings());
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor
            implements VerificationForm, CustomDescribableModel {
        @Override
        public String getFunctionName() {
            return "inTotoVerify";
        }

        @Override
        public String getDisplayName() {
            return "in-toto: verify";
        }

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            return super.newInstance(request, JobForm.withoutBlocks(form, "against"));
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            for (var source : new String[] {"layout", "layoutFile", "layoutArtifact", "policy", "policyFile"}) {
                if (namedArgs.get(source) instanceof String name) {
                    return name;
                }
            }
            return null;
        }

        /** Lets scripts write parameters of the layout as a map from names to values. */
        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
            if (!(arguments.get("parameters") instanceof Map<?, ?> values)) {
                return arguments;
            }
            var converted = new TreeMap<>(arguments);
            converted.put(
                    "parameters",
                    values.entrySet().stream()
                            .map(value -> Map.of(
                                    "name", String.valueOf(value.getKey()),
                                    "value", String.valueOf(value.getValue())))
                            .toList());
            return converted;
        }
    }
}
