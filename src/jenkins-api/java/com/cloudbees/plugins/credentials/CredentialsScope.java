package com.cloudbees.plugins.credentials;
import java.io.Serializable;
public enum CredentialsScope implements Serializable {
    SYSTEM {
        public String getDisplayName() { return "System"; }
    },
    GLOBAL {
        public String getDisplayName() { return "Global"; }
    };
    public abstract String getDisplayName();
}
