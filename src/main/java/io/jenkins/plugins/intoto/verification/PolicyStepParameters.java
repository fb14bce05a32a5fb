package io.jenkins.plugins.intoto.verification;

import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** The parameters of {@link VerifyStep} that are about a policy. */
public abstract class PolicyStepParameters extends Step {
    /** All of them at once, and those about a layout. */
    public abstract VerificationSettings settings();

    /** See {@link PolicySettings#getPolicyKeysText}. */
    public String getPolicyKeysText() {
        return settings().getPolicyKeysText();
    }

    /** See {@link PolicySettings#getPolicy}. */
    public String getPolicy() {
        return settings().getPolicy();
    }

    /** See {@link PolicySettings#getPolicy}. */
    @DataBoundSetter
    public void setPolicy(String policy) {
        settings().setPolicy(policy);
    }

    /** See {@link PolicySettings#getPolicyFile}. */
    public String getPolicyFile() {
        return settings().getPolicyFile();
    }

    /** See {@link PolicySettings#getPolicyFile}. */
    @DataBoundSetter
    public void setPolicyFile(String policyFile) {
        settings().setPolicyFile(policyFile);
    }

    /** See {@link PolicySettings#getPolicyKeys}. */
    public List<String> getPolicyKeys() {
        return settings().getPolicyKeys();
    }

    /** See {@link PolicySettings#getPolicyKeys}. */
    @DataBoundSetter
    public void setPolicyKeys(List<String> policyKeys) {
        settings().setPolicyKeys(policyKeys);
    }

    /** See {@link PolicySettings#getSubjects}. */
    public String getSubjects() {
        return settings().getSubjects();
    }

    /** See {@link PolicySettings#getSubjects}. */
    @DataBoundSetter
    public void setSubjects(String subjects) {
        settings().setSubjects(subjects);
    }

    /** See {@link PolicySettings#isArchived}. */
    public boolean isArchived() {
        return settings().isArchived();
    }

    /** See {@link PolicySettings#isArchived}. */
    @DataBoundSetter
    public void setArchived(boolean archived) {
        settings().setArchived(archived);
    }

    /** See {@link PolicySettings#getBundleFile}. */
    public String getBundleFile() {
        return settings().getBundleFile();
    }

    /** See {@link PolicySettings#getBundleFile}. */
    @DataBoundSetter
    public void setBundleFile(String bundleFile) {
        settings().setBundleFile(bundleFile);
    }

    /** See {@link PolicySettings#getSummaryCredentialsId}. */
    public String getSummaryCredentialsId() {
        return settings().getSummaryCredentialsId();
    }

    /** See {@link PolicySettings#getSummaryCredentialsId}. */
    @DataBoundSetter
    public void setSummaryCredentialsId(String summaryCredentialsId) {
        settings().setSummaryCredentialsId(summaryCredentialsId);
    }
}
