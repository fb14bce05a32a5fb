package io.jenkins.plugins.intoto.attestation;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.credentials.RegistryCredentialForm;
import io.jenkins.plugins.intoto.engine.remote.MalformedImageException;
import io.jenkins.plugins.intoto.engine.remote.OciImage;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.JobForm;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What a form asks for whose fields name images in registries, and who asks the registries. It asks no registry itself. */
public interface ImageForm extends RegistryCredentialForm {
    /**
     * Whether the text names images as they must be named, for those who configure a job.
     *
     * @param item what is being configured
     * @param value images, separated by commas
     * @param imageFile the file that names images, if there is one; a repository without a digest is then in order
     */
    @POST
    default FormValidation doCheckImage(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String imageFile) {
        if (!JobForm.isConfiguring(item)) {
            return FormValidation.ok();
        }
        for (var image : ListText.entries(value)) {
            boolean completes = Util.fixEmptyAndTrim(imageFile) != null && OciImage.isWithoutDigest(image);
            // What a parameter stands for becomes known when a build runs.
            if (!completes && !image.contains("${")) {
                try {
                    OciImage.of(image);
                } catch (MalformedImageException e) {
                    return FormValidation.error(DisplayText.of(e.getMessage()));
                }
            }
        }
        return FormValidation.ok();
    }
}
