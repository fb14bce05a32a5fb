package com.cloudbees.plugins.credentials.common;
import edu.umd.cs.findbugs.annotations.NonNull;
@SuppressWarnings("serial")
public class StandardListBoxModel extends AbstractIdCredentialsListBoxModel<StandardListBoxModel, StandardCredentials> {
    @NonNull protected String describe(@NonNull StandardCredentials credentials) { return credentials.getId(); }
}
