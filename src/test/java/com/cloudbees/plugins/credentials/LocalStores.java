package com.cloudbees.plugins.credentials;

import hudson.model.ItemGroup;
import java.util.List;

/** Credentials that folders of a test have. */
public final class LocalStores {
    private LocalStores() {}

    /** Gives a folder credentials of its own. */
    public static void put(ItemGroup<?> folder, Credentials... credentials) {
        CredentialsProvider.STORES.put(folder, List.of(credentials));
    }
}
