package io.jenkins.plugins.intoto.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.policy.Policy;
import io.jenkins.plugins.intoto.engine.policy.lint.PolicyLint;
import io.jenkins.plugins.intoto.engine.policy.lint.PolicyLintFinding;
import io.jenkins.plugins.intoto.engine.policy.source.MalformedPolicyException;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyReader;
import io.jenkins.plugins.intoto.engine.policy.source.SignedPolicy;
import io.jenkins.plugins.intoto.engine.policy.source.UntrustedPolicyException;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A policy that jobs verify artifacts against. It is trusted because an administrator has entered it; with keys it must be
 * signed by them too.
 */
public final class NamedPolicy implements Describable<NamedPolicy> {
    private final String name;
    private final String policy;
    private List<TrustedKey> policyKeys = new ArrayList<>();

    /**
     * @param name what jobs call the policy
     * @param policy the policy in YAML, or signed in an envelope
     */
    @DataBoundConstructor
    public NamedPolicy(@CheckForNull String name, @CheckForNull String policy) {
        this.name = Util.fixNull(name).strip();
        this.policy = FormText.of(policy);
    }

    /** What jobs call the policy. */
    public String getName() {
        return name;
    }

    /** The policy as it was entered. */
    public String getPolicy() {
        return policy;
    }

    /** The keys that must have signed the policy, every one of them; empty if it need not be signed. */
    public List<TrustedKey> getPolicyKeys() {
        return policyKeys == null ? List.of() : List.copyOf(policyKeys);
    }

    @DataBoundSetter
    public void setPolicyKeys(@CheckForNull List<TrustedKey> policyKeys) {
        this.policyKeys = policyKeys == null ? new ArrayList<>() : new ArrayList<>(policyKeys);
    }

    /**
     * Reads the policy.
     *
     * @param now the time of the verification
     * @throws UnreadableKeyException if one of its keys cannot be read
     * @throws UntrustedPolicyException if it has keys and one of them has not signed it
     * @throws MalformedPolicyException if it is not a policy
     */
    public Policy read(Instant now) throws UnreadableKeyException, UntrustedPolicyException, MalformedPolicyException {
        byte[] content = policy.getBytes(StandardCharsets.UTF_8);
        var keys = new ArrayList<VerificationKey>();
        var names = KeyNames.NONE;
        for (var key : getPolicyKeys()) {
            keys.add(key.verificationKey());
            names = names.with(key.verificationKey(), key.keyName());
        }
        return keys.isEmpty()
                ? PolicyReader.read(SignedPolicy.textOf(content, name), name)
                : SignedPolicy.read(content, name, keys, names, now);
    }

    /**
     * The policy itself; its signatures are not checked.
     *
     * @throws MalformedPolicyException if what was entered is not a policy
     */
    Policy content() throws MalformedPolicyException {
        return PolicyReader.read(
                SignedPolicy.textOf(policy.getBytes(StandardCharsets.UTF_8), name), "policy '" + name + "'");
    }

    /**
     * Refuses what is not a policy, and keys that are none.
     *
     * @throws IllegalArgumentException with a sentence that names the policy and the place of the defect
     */
    void check() {
        try {
            content();
        } catch (MalformedPolicyException e) {
            throw new IllegalArgumentException(DisplayText.of(e.getMessage()), e);
        }
        getPolicyKeys().forEach(TrustedKey::check);
    }

    /** The form of a named policy. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<NamedPolicy> {
        @Override
        public String getDisplayName() {
            return Messages.NamedPolicy_DisplayName();
        }

        /** Whether the policy can be read, and what is doubtful in it. */
        @POST
        public FormValidation doCheckPolicy(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            if (FormText.of(value).isEmpty()) {
                return FormValidation.ok();
            }
            byte[] content = FormText.of(value).getBytes(StandardCharsets.UTF_8);
            byte[] yaml = SignedPolicy.textOf(content, Messages.NamedPolicy_ThePolicy());
            try {
                var policy = PolicyReader.read(yaml, Messages.NamedPolicy_ThePolicy());
                var findings = PolicyLint.check(yaml, Messages.NamedPolicy_ThePolicy(), Instant.now());
                return findings.isEmpty()
                        ? FormValidation.ok(Messages.NamedPolicy_Described(FormText.time(policy.expires())))
                        : FormValidation.warning(sentence(findings.get(0), policy));
            } catch (InTotoException e) {
                return FormValidation.error(DisplayText.of(e.getMessage()));
            }
        }

        private static String sentence(PolicyLintFinding finding, Policy policy) {
            return switch (finding.code()) {
                case EXPIRED -> Messages.NamedPolicy_Expired(FormText.time(policy.expires()));
                case EXPIRES_SOON -> Messages.NamedPolicy_ExpiresSoon(FormText.time(policy.expires()));
                default -> DisplayText.of(finding.sentence());
            };
        }
    }
}
