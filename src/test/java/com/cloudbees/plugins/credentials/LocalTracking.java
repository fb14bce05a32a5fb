package com.cloudbees.plugins.credentials;

import hudson.model.Run;
import java.util.List;
import java.util.Map;

/** Which credentials were noted as used. */
public final class LocalTracking {
    private LocalTracking() {}

    /**
     * The credentials that a run used, in order.
     *
     * @param run the run
     */
    public static List<Credentials> usedBy(Run<?, ?> run) {
        return CredentialsProvider.TRACKED.stream()
                .filter(use -> use.getKey() == run)
                .map(Map.Entry::getValue)
                .toList();
    }
}
