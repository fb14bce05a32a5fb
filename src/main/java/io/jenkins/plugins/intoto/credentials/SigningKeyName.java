package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import hudson.Util;

/** How an in-toto signing key is called in lists: by its id and description. */
public final class SigningKeyName extends CredentialsNameProvider<InTotoSigningKey> {
    @Override
    public String getName(InTotoSigningKey key) {
        var description = Util.fixEmptyAndTrim(key.getDescription());
        return key.getId() + (description == null ? "" : " (" + description + ")");
    }
}
