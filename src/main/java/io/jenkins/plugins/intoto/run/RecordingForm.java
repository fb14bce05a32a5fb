package io.jenkins.plugins.intoto.run;

import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the form of {@link RecordingOptions} asks for. */
public abstract class RecordingForm extends Descriptor<RecordingOptions> {
    /** Whether the names are those of hash algorithms. */
    @POST
    public FormValidation doCheckHashAlgorithms(@AncestorInPath Item item, @QueryParameter String value) {
        return JobForm.checkHashAlgorithms(item, value);
    }

    /** The choices of {@code format}. */
    @POST
    public ListBoxModel doFillFormatItems() {
        return JobForm.formats();
    }

    /** The choices of {@code keyIds}. */
    @POST
    public ListBoxModel doFillKeyIdsItems() {
        return JobForm.keyIds();
    }

    /** The choices of {@code onFailure}. */
    @POST
    public ListBoxModel doFillOnFailureItems() {
        return JobForm.failures();
    }
}
