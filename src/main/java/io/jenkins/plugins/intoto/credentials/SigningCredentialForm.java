package io.jenkins.plugins.intoto.credentials;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What a form asks for whose field {@code credentialsId} names the credential that signs. */
public interface SigningCredentialForm {
    /** The credentials to sign with. */
    @POST
    default ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
        return CredentialsDropDown.items(item, credentialsId);
    }

    /** Whether there is the credential. */
    @POST
    default FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
        return CredentialsDropDown.check(item, value);
    }
}
