package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import hudson.Util;

/** How a credential that signs is called in lists: by its id and description. */
public final class SigningKeyName extends CredentialsNameProvider<SigningKeyCredentials> {
    @Override
    public String getName(SigningKeyCredentials key) {
        var description = Util.fixEmptyAndTrim(key.getDescription());
        return key.getId() + (description == null ? "" : " (" + description + ")");
    }
}
