package io.jenkins.plugins.intoto.verification;

import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.credentials.CredentialsDropDown;
import io.jenkins.plugins.intoto.run.JobForm;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What a form of {@link VerificationSettings} asks for, by itself or as parameters of a step. */
public interface VerificationForm {
    /** The layouts of the global configuration, for those who configure a job. */
    @POST
    default ListBoxModel doFillLayoutItems(@AncestorInPath Item item, @QueryParameter String layout) {
        return JobForm.layouts(item, layout);
    }

    /** The policies of the global configuration, for those who configure a job. */
    @POST
    default ListBoxModel doFillPolicyItems(@AncestorInPath Item item, @QueryParameter String policy) {
        return JobForm.policies(item, policy);
    }

    /** The credentials to sign a summary with. */
    @POST
    default ListBoxModel doFillSummaryCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String summaryCredentialsId) {
        return CredentialsDropDown.items(item, summaryCredentialsId);
    }

    /** The choices of {@code onFailure}. */
    @POST
    default ListBoxModel doFillOnFailureItems() {
        return JobForm.consequences();
    }
}
