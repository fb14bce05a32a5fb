package io.jenkins.plugins.intoto.attestation;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.engine.remote.MalformedImageException;
import io.jenkins.plugins.intoto.engine.remote.OciImage;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.JobForm;

/** The check of a form's field that names images; it asks no registry. */
public final class ImageForm {
    private ImageForm() {}

    /**
     * Checks what was entered.
     *
     * @param item what is being configured
     * @param value images, separated by commas
     * @param imageFile the file that names images, if there is one; a repository without a digest is then in order
     */
    public static FormValidation check(Item item, String value, String imageFile) {
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
