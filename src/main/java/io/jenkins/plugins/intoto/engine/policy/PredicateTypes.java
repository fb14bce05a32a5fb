package io.jenkins.plugins.intoto.engine.policy;

import java.util.Set;

/** Tells whether an attestation is of the predicate type that a policy names. */
public final class PredicateTypes {
    /** Types whose version follows the document's, and is left out by most who write them. */
    public static final Set<String> VERSIONLESS = Set.of("https://cyclonedx.org/bom", "https://spdx.dev/Document");

    private PredicateTypes() {}

    /**
     * Whether it is: the URIs are equal, scheme and authority in lower case. The bare types of CycloneDX and SPDX stand for
     * all their versions.
     */
    static boolean matches(String expected, String actual) {
        return actual.equals(expected) || (VERSIONLESS.contains(expected) && actual.startsWith(expected + "/v"));
    }
}
