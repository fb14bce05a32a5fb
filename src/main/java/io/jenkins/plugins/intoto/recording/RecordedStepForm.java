package io.jenkins.plugins.intoto.recording;

import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.intoto.credentials.SigningCredentialForm;
import io.jenkins.plugins.intoto.run.JobForm;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What a form asks for that names a step and the credential that signs it. */
public interface RecordedStepForm extends SigningCredentialForm {
    /** Whether the name can be that of a step. */
    @POST
    default FormValidation doCheckStepName(@AncestorInPath Item item, @QueryParameter String value) {
        return JobForm.checkStepName(item, value);
    }
}
