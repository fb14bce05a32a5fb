package io.jenkins.plugins.intoto.attestation.rule;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.attestation.AttachmentForm;
import io.jenkins.plugins.intoto.attestation.EnvelopeKind;
import io.jenkins.plugins.intoto.attestation.ImageAttachment;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.config.NamedPolicy;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.credentials.SigningCredentialForm;
import io.jenkins.plugins.intoto.credentials.TokenCredentials;
import io.jenkins.plugins.intoto.engine.record.AntPatterns;
import io.jenkins.plugins.intoto.engine.remote.Attachment;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.Choice;
import io.jenkins.plugins.intoto.run.JobForm;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A rule by which the controller attests what the builds of some jobs have archived, when they have ended. It holds what was
 * entered, blank for what was left out; not changed once it is part of a configuration.
 */
public final class AttestationRule implements Describable<AttestationRule> {
    private static final List<String> EVERYTHING = List.of("**");

    private String name = "";
    private String jobs = "";
    private String artifacts = "";
    private String excludes = "";
    private List<String> predicates;
    private String credentialsId = "";
    private boolean keyless;
    private String tokenCredentialsId = "";
    private String format = "";
    private boolean locked;
    private String policy = "";
    private String imageFiles = "";
    private List<String> repositories;
    private String attach = "";
    private String registryCredentialsId = "";

    /** All fields are optional as such; which go together is {@linkplain #check checked} when the rule becomes part of a configuration. */
    @DataBoundConstructor
    public AttestationRule() {}

    /** What people call the rule; the patterns of its jobs if it was given no name. */
    public String label() {
        return getName().isEmpty() ? String.join(", ", jobPatterns()) : getName();
    }

    /** What people call the rule, as entered. */
    public String getName() {
        return Util.fixNull(name);
    }

    @DataBoundSetter
    public void setName(@CheckForNull String name) {
        this.name = Util.fixNull(name).strip();
    }

    /** Ant patterns of the jobs, by their names within that which has the rule; blank for all. */
    public String getJobs() {
        return Util.fixNull(jobs);
    }

    @DataBoundSetter
    public void setJobs(@CheckForNull String jobs) {
        this.jobs = Util.fixNull(jobs).strip();
    }

    /** Ant patterns of the archived artifacts that are attested; blank for all. */
    public String getArtifacts() {
        return Util.fixNull(artifacts);
    }

    @DataBoundSetter
    public void setArtifacts(@CheckForNull String artifacts) {
        this.artifacts = Util.fixNull(artifacts).strip();
    }

    /** Ant patterns of archived artifacts that are not. */
    public String getExcludes() {
        return Util.fixNull(excludes);
    }

    @DataBoundSetter
    public void setExcludes(@CheckForNull String excludes) {
        this.excludes = Util.fixNull(excludes).strip();
    }

    /** What is attested of each artifact, in words; provenance if nothing was entered. */
    public List<String> getPredicates() {
        return predicates == null || predicates.isEmpty()
                ? List.of(Choice.word(RulePredicate.PROVENANCE))
                : List.copyOf(predicates);
    }

    @DataBoundSetter
    public void setPredicates(@CheckForNull List<String> predicates) {
        this.predicates = new ArrayList<>(ListText.entries(predicates));
    }

    /** The same as one text, for the form. */
    public String getPredicatesText() {
        return String.join(", ", getPredicates());
    }

    /** The id of the credential that signs; blank if it is done without a key. */
    public String getCredentialsId() {
        return Util.fixNull(credentialsId);
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId).strip();
    }

    /** Whether the key is made for each attestation alone and certified by Fulcio, instead of one of a credential. */
    public boolean isKeyless() {
        return keyless;
    }

    @DataBoundSetter
    public void setKeyless(boolean keyless) {
        this.keyless = keyless;
    }

    /** The id of the secret text with the token that says who signs without a key. */
    public String getTokenCredentialsId() {
        return Util.fixNull(tokenCredentialsId);
    }

    @DataBoundSetter
    public void setTokenCredentialsId(@CheckForNull String tokenCredentialsId) {
        this.tokenCredentialsId = Util.fixNull(tokenCredentialsId).strip();
    }

    /** What an attestation is wrapped in if a key of a credential signs it: {@code dsse} or {@code sigstore}; blank for the usual one. */
    public String getFormat() {
        return Util.fixNull(format);
    }

    @DataBoundSetter
    public void setFormat(@CheckForNull String format) {
        this.format = Util.fixNull(format).strip();
    }

    /** The name of the policy that the attested artifacts are verified against; blank for none. */
    public String getPolicy() {
        return Util.fixNull(policy);
    }

    @DataBoundSetter
    public void setPolicy(@CheckForNull String policy) {
        this.policy = Util.fixNull(policy).strip();
    }

    /** Ant patterns of archived files in which build tools say which images they made; blank for none. */
    public String getImageFiles() {
        return Util.fixNull(imageFiles);
    }

    @DataBoundSetter
    public void setImageFiles(@CheckForNull String imageFiles) {
        this.imageFiles = Util.fixNull(imageFiles).strip();
    }

    /** Ant patterns of the repositories that such images must be in, each the host of a registry and a name. */
    public List<String> getRepositories() {
        return repositories == null ? List.of() : List.copyOf(repositories);
    }

    @DataBoundSetter
    public void setRepositories(@CheckForNull List<String> repositories) {
        this.repositories = new ArrayList<>(ListText.entries(repositories));
    }

    /** The same as one text, for the form. */
    public String getRepositoriesText() {
        return String.join(", ", getRepositories());
    }

    /**
     * Where in their registries attestations of images are kept, in a word; blank for what the global configuration says.
     */
    public String getAttach() {
        return Util.fixNull(attach);
    }

    @DataBoundSetter
    public void setAttach(@CheckForNull String attach) {
        this.attach = Util.fixNull(attach).strip();
    }

    /** The id of the user name and password for these registries; blank for none. */
    public String getRegistryCredentialsId() {
        return Util.fixNull(registryCredentialsId);
    }

    @DataBoundSetter
    public void setRegistryCredentialsId(@CheckForNull String registryCredentialsId) {
        this.registryCredentialsId = Util.fixNull(registryCredentialsId).strip();
    }

    /** Whether rules of that name in folders can only narrow it, and not take its place. */
    public boolean isLocked() {
        return locked;
    }

    @DataBoundSetter
    public void setLocked(boolean locked) {
        this.locked = locked;
    }

    /** Whether it is signed without a key, which a token alone stands for too. */
    boolean signsKeyless() {
        return keyless
                || (!getTokenCredentialsId().isEmpty() && getCredentialsId().isEmpty());
    }

    List<String> jobPatterns() {
        return orEverything(ListText.entries(jobs));
    }

    /** None if it is a rule for images alone. */
    List<String> artifactPatterns() {
        return imageFilePatterns().isEmpty() ? narrowingArtifactPatterns() : ListText.entries(artifacts);
    }

    /** As a rule has them that only narrows another. */
    List<String> narrowingArtifactPatterns() {
        return orEverything(ListText.entries(artifacts));
    }

    List<String> imageFilePatterns() {
        return ListText.entries(imageFiles);
    }

    List<String> excludePatterns() {
        return ListText.entries(excludes);
    }

    private static List<String> orEverything(List<String> patterns) {
        return patterns.isEmpty() ? EVERYTHING : patterns;
    }

    /**
     * Whether it is a rule for a job.
     *
     * @param jobName the full name of the job, without that of the folder that has the rule: names separated by slashes
     */
    boolean isFor(String jobName) {
        return new AntPatterns(jobPatterns(), List.of(), false, true)
                .selection()
                .test(jobName);
    }

    /**
     * What is attested.
     *
     * @throws AbortException if it is none of the choices
     */
    Set<RulePredicate> predicates() throws AbortException {
        var chosen = EnumSet.noneOf(RulePredicate.class);
        for (var word : getPredicates()) {
            // As a step has it.
            var plural = word.equals("test-result") ? Choice.word(RulePredicate.TEST_RESULTS) : word;
            chosen.add(Choice.of(RulePredicate.class, "predicates", plural));
        }
        return chosen;
    }

    /** Where in their registries attestations of images are kept. */
    Attachment attachment() throws AbortException {
        return ImageAttachment.chosen(getAttach());
    }

    /**
     * What a signature by a key is wrapped in.
     *
     * @param attachment where the attestation is kept besides the archive
     * @throws AbortException if that cannot be kept there
     */
    EnvelopeKind envelope(Attachment attachment) throws AbortException {
        var envelope = EnvelopeKind.of(getFormat(), attachment);
        if (attachment == Attachment.REFERRERS && envelope == EnvelopeKind.DSSE) {
            throw Console.abort(Messages.AttestationRule_FormatAndAttach());
        }
        return envelope;
    }

    /**
     * Refuses rules that could be carried out in no way, and two of one name, which could not be told apart.
     *
     * @param rules the rules of a folder or of Jenkins
     * @param signing whether each must say who signs; a rule of a folder need not if it narrows another
     * @throws IllegalArgumentException with a sentence that names the rule
     */
    static void check(List<AttestationRule> rules, boolean signing) {
        var labels = new HashSet<String>();
        for (var rule : rules) {
            rule.check(signing);
            if (!labels.add(rule.label())) {
                throw rule.refusal(Messages.AttestationRule_TwoOfOneName());
            }
        }
    }

    private void check(boolean signing) {
        try {
            predicates();
            // What the global configuration says may change.
            envelope(getAttach().isEmpty() ? Attachment.NONE : attachment());
        } catch (AbortException e) {
            throw refusal(Console.sentence(e));
        }
        if (!imageFilePatterns().isEmpty() && getRepositories().isEmpty()) {
            throw refusal(Messages.AttestationRule_NoRepositories());
        }
        if (signing && imageFilePatterns().isEmpty() && !getRepositories().isEmpty()) {
            throw refusal(Messages.AttestationRule_NoImageFiles());
        }
        checkRegistries();
        boolean hasKey = !getCredentialsId().isEmpty();
        boolean hasToken = !getTokenCredentialsId().isEmpty();
        if (hasKey && (keyless || hasToken)) {
            throw refusal(Messages.AttestationRule_KeyAndKeyless());
        }
        if (keyless && !hasToken) {
            throw refusal(Messages.AttestationRule_NoToken());
        }
        if (signing && !hasKey && !hasToken) {
            throw refusal(Messages.AttestationRule_NoKey());
        }
        if (hasToken && getFormat().equals(Choice.word(EnvelopeKind.DSSE))) {
            throw refusal(Messages.AttestationRule_FormatAndKeyless());
        }
    }

    private void checkRegistries() {
        boolean hasAccount = !getRegistryCredentialsId().isEmpty();
        if (imageFilePatterns().isEmpty() && (hasAccount || !getAttach().isEmpty())) {
            throw refusal(Messages.AttestationRule_NotAttached());
        }
        if (hasAccount && getAttach().equals(Choice.word(Attachment.NONE))) {
            throw refusal(Messages.AttestationRule_UnusedAccount());
        }
        for (var repository : getRepositories()) {
            // A build must not choose where the controller goes, and who learns its account.
            if (!repository.matches("[^/*?]+/.+")) {
                throw refusal(Messages.AttestationRule_NoHost(DisplayText.of(repository)));
            }
        }
    }

    private IllegalArgumentException refusal(String reason) {
        return new IllegalArgumentException(Messages.AttestationRule_Refused(DisplayText.of(label()), reason));
    }

    /** The form of a rule. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<AttestationRule>
            implements SigningCredentialForm, AttachmentForm {
        @Override
        public String getDisplayName() {
            return Messages.AttestationRule_DisplayName();
        }

        /** What can be attested. */
        @POST
        public ListBoxModel doFillPredicatesItems() {
            return JobForm.choices(
                    Messages.AttestationRule_Provenance(),
                    "provenance",
                    Messages.AttestationRule_Both(),
                    "provenance, test-results",
                    Messages.AttestationRule_TestResults(),
                    "test-results");
        }

        /** The choices of {@code format}. */
        @POST
        public ListBoxModel doFillFormatItems() {
            return JobForm.choices(
                    Messages.AttestationRule_FormatDsse(), "", Messages.AttestationRule_FormatSigstore(), "sigstore");
        }

        /** The policies of the global configuration, for those who configure Jenkins or the folder. */
        @POST
        public ListBoxModel doFillPolicyItems(@AncestorInPath Item item, @QueryParameter String policy) {
            return JobForm.names(
                    item, AttestationConfiguration.get().getPolicies().stream().map(NamedPolicy::getName), policy);
        }

        /** The credentials with a token. */
        @POST
        public ListBoxModel doFillTokenCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String tokenCredentialsId) {
            return TokenCredentials.items(item, tokenCredentialsId);
        }

        /** What the patterns of jobs mean, for those who configure Jenkins or the folder. */
        @POST
        public FormValidation doCheckJobs(@AncestorInPath Item item, @QueryParameter String value) {
            return JobForm.isConfiguring(item)
                            && ListText.entries(value).stream().anyMatch(pattern -> pattern.startsWith("/"))
                    ? FormValidation.warning(Messages.AttestationRule_Slash())
                    : FormValidation.ok();
        }
    }
}
