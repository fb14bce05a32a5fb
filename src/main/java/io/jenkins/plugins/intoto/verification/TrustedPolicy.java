package io.jenkins.plugins.intoto.verification;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.credentials.SigningCredentials;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.policy.Policy;
import io.jenkins.plugins.intoto.engine.policy.source.MalformedPolicyException;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyReader;
import io.jenkins.plugins.intoto.engine.policy.source.SignedPolicy;
import io.jenkins.plugins.intoto.engine.policy.source.UntrustedPolicyException;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.BuildPlace;
import io.jenkins.plugins.intoto.run.WorkspaceFiles;
import java.io.IOException;
import java.time.Instant;

/**
 * The policy that a verification goes by. What it is trusted for never comes from the workspace: an administrator has entered
 * it, or keys that are credentials have signed it.
 */
final class TrustedPolicy {
    private TrustedPolicy() {}

    /**
     * Finds and reads the policy.
     *
     * @param label what people call the policy
     * @throws AbortException with a sentence that says what to do if there is none, or it is not to be trusted
     */
    static Policy find(Run<?, ?> run, VerifyStep step, String label, BuildPlace place, Instant now)
            throws IOException, InterruptedException {
        try {
            return step.getPolicy() != null ? named(step, now) : file(run, step, label, place, now);
        } catch (UntrustedPolicyException
                | MalformedPolicyException
                | UnreadableKeyException
                | UnreadableFileException e) {
            throw Console.abort(Messages.TrustedPolicy_NoPolicy(DisplayText.of(e.getMessage())));
        }
    }

    private static Policy named(VerifyStep step, Instant now)
            throws AbortException, UnreadableKeyException, UntrustedPolicyException, MalformedPolicyException {
        var name = step.getPolicy();
        return AttestationConfiguration.get()
                .policy(name)
                .orElseThrow(() -> Console.abort(Messages.TrustedPolicy_Unknown(DisplayText.of(name))))
                .read(now);
    }

    private static Policy file(Run<?, ?> run, VerifyStep step, String label, BuildPlace place, Instant now)
            throws IOException, InterruptedException, UntrustedPolicyException, MalformedPolicyException,
                    UnreadableFileException {
        if (step.getPolicyKeys().isEmpty()) {
            throw Console.abort(Messages.TrustedPolicy_SetKeys());
        }
        var trusted = SigningCredentials.publicKeys(run, step.getPolicyKeys());
        var file = step.getPolicyFile();
        byte[] content =
                WorkspaceFiles.read(place.requireDirectory("policyFile"), file, 2L * PolicyReader.MAXIMUM_BYTES);
        return SignedPolicy.read(content, label, trusted.keys(), trusted.names(), now);
    }
}
