package io.jenkins.plugins.intoto.credentials;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What a form asks for whose field {@code registryCredentialsId} names the account at a registry. */
public interface RegistryCredentialForm {
    /** The accounts at registries. */
    @POST
    default ListBoxModel doFillRegistryCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String registryCredentialsId) {
        return RegistryCredentials.items(item, registryCredentialsId);
    }

    /** Whether there is the account. */
    @POST
    default FormValidation doCheckRegistryCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
        return RegistryCredentials.check(item, value);
    }
}
