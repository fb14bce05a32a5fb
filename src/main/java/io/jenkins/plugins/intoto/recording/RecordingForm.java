package io.jenkins.plugins.intoto.recording;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.run.JobForm;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What a form of {@link RecordingOptions} asks for, by itself or as parameters of a step. */
public interface RecordingForm {
    /** Whether the names are those of hash algorithms. */
    @POST
    default FormValidation doCheckHashAlgorithms(@AncestorInPath Item item, @QueryParameter String value) {
        return JobForm.checkHashAlgorithms(item, value);
    }

    /** The choices of {@code format}. */
    @POST
    default ListBoxModel doFillFormatItems() {
        return JobForm.formats();
    }

    /** The choices of {@code keyIds}. */
    @POST
    default ListBoxModel doFillKeyIdsItems() {
        return JobForm.keyIds();
    }

    /** The choices of {@code onFailure}. */
    @POST
    default ListBoxModel doFillOnFailureItems() {
        return JobForm.failures();
    }
}
