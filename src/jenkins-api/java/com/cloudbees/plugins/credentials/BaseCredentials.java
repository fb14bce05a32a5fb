package com.cloudbees.plugins.credentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import jenkins.model.Jenkins;
@SuppressWarnings("serial")
public class BaseCredentials implements Credentials {
    private final CredentialsScope scope;
    public BaseCredentials(@CheckForNull CredentialsScope scope) { this.scope = scope; }
    @CheckForNull public CredentialsScope getScope() { return scope; }
    @NonNull public CredentialsDescriptor getDescriptor() {
        return (CredentialsDescriptor) Jenkins.get().getDescriptorOrDie(getClass());
    }
}
