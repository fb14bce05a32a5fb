package com.cloudbees.plugins.credentials;
import jenkins.model.Jenkins;
@SuppressWarnings("serial")
public class BaseCredentials implements Credentials {
    private final CredentialsScope scope;
    public BaseCredentials(CredentialsScope scope) { this.scope = scope; }
    public CredentialsScope getScope() { return scope; }
    public CredentialsDescriptor getDescriptor() {
        return (CredentialsDescriptor) Jenkins.get().getDescriptorOrDie(getClass());
    }
}
