package io.jenkins.plugins.intoto.run;

import hudson.Util;
import io.jenkins.plugins.intoto.config.ListText;
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
}
