package io.jenkins.plugins.intoto.attestation.rule;

import hudson.ExtensionPoint;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.archive.Origin;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import java.io.IOException;
import java.util.List;

/** Verifies what a rule has attested against a policy, and shows the verdict with the run. */
public interface RuleVerification extends ExtensionPoint {
    /**
     * Verifies artifacts of a run that has ended. A verdict that is not positive is no failure.
     *
     * @param run the run, whose attestations count
     * @param rule what people call the rule
     * @param policy the name of a policy of the global configuration
     * @param subjects the artifacts, each with a name
     * @param origin tells the verification from others of the run
     * @param listener where artifact managers may write to
     * @throws IOException with one sentence if it cannot be carried out
     */
    void verify(
            Run<?, ?> run,
            String rule,
            String policy,
            List<ResourceDescriptor> subjects,
            Origin origin,
            TaskListener listener)
            throws IOException, InterruptedException;
}
