package io.jenkins.plugins.intoto.verification;

import hudson.EnvVars;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.archive.Origin;
import io.jenkins.plugins.intoto.archive.Question;
import io.jenkins.plugins.intoto.attestation.rule.RuleVerification;
import io.jenkins.plugins.intoto.engine.policy.PolicySubject;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.run.BuildPlace;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Verifies what a rule has attested as {@code inTotoVerify} does, when the run has ended. */
@Extension
public final class RuleVerdict implements RuleVerification {
    @Override
    public void verify(
            Run<?, ?> run,
            String rule,
            String policy,
            List<ResourceDescriptor> subjects,
            Origin origin,
            TaskListener listener)
            throws IOException, InterruptedException {
        var step = new VerifyStep();
        step.setPolicy(policy);
        new ArtifactVerification(run, listener, step)
                .verify(
                        new Question(true, policy, false, false, List.of(Messages.RuleVerdict_Rule(rule)), List.of()),
                        new BuildPlace(Optional.empty(), Optional.empty(), new EnvVars(), origin),
                        subjects.stream()
                                .map(subject -> new PolicySubject(subject.name().orElseThrow(), subject.digest()))
                                .toList());
    }
}
