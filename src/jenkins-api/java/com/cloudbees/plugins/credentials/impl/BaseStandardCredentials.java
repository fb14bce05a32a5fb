package com.cloudbees.plugins.credentials.impl;
import com.cloudbees.plugins.credentials.BaseCredentials;
import com.cloudbees.plugins.credentials.CredentialsDescriptor;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import java.io.UnsupportedEncodingException;
import java.util.UUID;
@SuppressWarnings("serial")
public abstract class BaseStandardCredentials extends BaseCredentials implements StandardCredentials {
    private final String id;
    private final String description;
    public BaseStandardCredentials(@CheckForNull CredentialsScope scope, @CheckForNull String id, @CheckForNull String description) {
        super(scope);
        this.id = Util.fixEmptyAndTrim(id) == null ? UUID.randomUUID().toString() : id;
        this.description = Util.fixNull(description);
    }
    @NonNull public String getId() { return id; }
    @NonNull public String getDescription() { return description; }
    public final boolean equals(Object other) {
        return other instanceof BaseStandardCredentials that && id.equals(that.id);
    }
    public final int hashCode() { return id.hashCode(); }
    protected abstract static class BaseStandardCredentialsDescriptor extends CredentialsDescriptor {
        protected BaseStandardCredentialsDescriptor() {}
        public String getCheckIdUrl(CredentialsStore store) throws UnsupportedEncodingException { return ""; }
    }
}
