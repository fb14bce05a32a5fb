package io.jenkins.plugins.intoto.verification;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.run.GivenParameters;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** Which policy to verify artifacts against instead of a layout, and which artifacts. */
public abstract class PolicySettings extends LayoutSettings {
    private static final long serialVersionUID = 1L;

    private String policy;
    private String policyFile;
    private List<String> policyKeys = new ArrayList<>();
    private String subjects;
    private boolean archived;
    private String bundleFile;
    private String summaryCredentialsId;

    /** The name of a policy of the global configuration; null for none. */
    public String getPolicy() {
        return policy;
    }

    /** See {@link #getPolicy}. */
    @DataBoundSetter
    public void setPolicy(String policy) {
        this.policy = Util.fixEmptyAndTrim(policy);
    }

    /** The path of a signed policy below the current directory; null for none. */
    public String getPolicyFile() {
        return policyFile;
    }

    /** See {@link #getPolicyFile}. */
    @DataBoundSetter
    public void setPolicyFile(String policyFile) {
        this.policyFile = Util.fixEmptyAndTrim(policyFile);
    }

    /** The keys that must have signed the policy: ids of credentials or names of trusted keys. */
    public List<String> getPolicyKeys() {
        return policyKeys == null ? List.of() : List.copyOf(policyKeys);
    }

    /** See {@link #getPolicyKeys}. */
    @DataBoundSetter
    public void setPolicyKeys(List<String> policyKeys) {
        this.policyKeys = policyKeys == null
                ? new ArrayList<>()
                : new ArrayList<>(policyKeys.stream()
                        .flatMap(text -> ListText.entries(text).stream())
                        .toList());
    }

    /** {@link #getPolicyKeys} as one text, for the form. */
    public String getPolicyKeysText() {
        return String.join(", ", getPolicyKeys());
    }

    /** Ant patterns of the artifacts to verify against a policy. */
    public String getSubjects() {
        return subjects;
    }

    /** See {@link #getSubjects}. */
    @DataBoundSetter
    public void setSubjects(String subjects) {
        this.subjects = Util.fixEmptyAndTrim(subjects);
    }

    /** Whether those artifacts are among the archived ones of this build instead of in the workspace. */
    public boolean isArchived() {
        return archived;
    }

    /** See {@link #isArchived}. */
    @DataBoundSetter
    public void setArchived(boolean archived) {
        this.archived = archived;
    }

    /** A bundle in the workspace whose attestations count beside the archived ones; null for none. */
    public String getBundleFile() {
        return bundleFile;
    }

    /** See {@link #getBundleFile}. */
    @DataBoundSetter
    public void setBundleFile(String bundleFile) {
        this.bundleFile = Util.fixEmptyAndTrim(bundleFile);
    }

    /** The id of the credential that signs a summary of the verification; null for no summary. */
    public String getSummaryCredentialsId() {
        return summaryCredentialsId;
    }

    /** See {@link #getSummaryCredentialsId}. */
    @DataBoundSetter
    public void setSummaryCredentialsId(String summaryCredentialsId) {
        this.summaryCredentialsId = Util.fixEmptyAndTrim(summaryCredentialsId);
    }

    /** Whether a policy is given, so that artifacts are verified and not a chain of steps. */
    public boolean hasPolicy() {
        return policy != null || policyFile != null;
    }

    /** Refuses what is not about one layout or one policy, and about that alone. */
    final void checkTrust(GivenParameters given) throws AbortException {
        giveTo(given);
        given.with("policy", policy != null)
                .with("policyFile", policyFile != null)
                .with("policyKeys", !getPolicyKeys().isEmpty())
                .list("subjects", subjects)
                .with("archived", archived)
                .with("bundleFile", bundleFile != null)
                .with("summaryCredentialsId", summaryCredentialsId != null)
                .exactlyOne("to verify against", "layout", "layoutFile", "layoutArtifact", "policy", "policyFile")
                .onlyWith(hasLayout(), "a layout", "layoutKeys", "parameters", "allowSublayouts", "stepsOutsideJenkins")
                .notWith(
                        getLayout() != null,
                        "layout, of which the configuration of Jenkins says for which steps sublayouts count",
                        "allowSublayouts")
                .onlyWith(hasPolicy(), "a policy", "policyKeys", "subjects", "archived", "bundleFile")
                .onlyWith(
                        getLayout() == null,
                        "layoutFile or layoutArtifact; the keys of a layout of the global configuration stand beside it"
                                + " there",
                        "layoutKeys")
                .onlyWith(
                        policy == null,
                        "policyFile; the keys of a policy of the global configuration stand beside it there",
                        "policyKeys")
                .onlyWith(
                        policy != null,
                        "a policy of the global configuration: what came of a policy that a job brings along is not"
                                + " signed in the name of this Jenkins",
                        "summaryCredentialsId");
    }

    @Override
    protected Object readResolve() {
        super.readResolve();
        policyKeys = policyKeys == null ? new ArrayList<>() : policyKeys;
        return this;
    }
}
