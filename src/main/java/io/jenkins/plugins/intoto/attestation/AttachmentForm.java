package io.jenkins.plugins.intoto.attestation;

import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.credentials.RegistryCredentialForm;
import io.jenkins.plugins.intoto.run.JobForm;
import org.kohsuke.stapler.verb.POST;

/** What a form asks for whose field {@code attach} says where in registries attestations of images are kept. */
public interface AttachmentForm extends RegistryCredentialForm {
    /** The choices of {@code attach}. */
    @POST
    default ListBoxModel doFillAttachItems() {
        var items = JobForm.choices(Messages.AttachmentForm_Default(), "");
        items.addAll(AttestationConfiguration.attachments());
        return items;
    }
}
