package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That an artifact was verified against a policy (SLSA verification summary, version 1).
 *
 * @param verifierId who verified, a URI
 * @param verifierVersion component of the verifier to its version
 * @param timeVerified when
 * @param resourceUri the artifact as whoever fetches it knows it, a URI
 * @param policy the policy, which has a URI and should have a digest
 * @param inputAttestations the attestations that were used, each with a digest: none, or all of them
 * @param passed whether the artifact passed
 * @param verifiedLevels the levels that it has: at most one of each SLSA track, and names of others
 * @param dependencyLevels how many of its dependencies have each level; empty if that is not known
 */
public record VerificationSummary(
        String verifierId,
        Map<String, String> verifierVersion,
        Instant timeVerified,
        String resourceUri,
        ResourceDescriptor policy,
        List<ResourceDescriptor> inputAttestations,
        boolean passed,
        List<String> verifiedLevels,
        Map<String, Long> dependencyLevels)
        implements TypedPredicate {

    /** The version of SLSA that this follows. */
    public static final String SLSA_VERSION = "1.2";

    /** Copies what could be modified. */
    public VerificationSummary {
        verifierVersion = Collections.unmodifiableMap(new LinkedHashMap<>(verifierVersion));
        inputAttestations = List.copyOf(inputAttestations);
        verifiedLevels = List.copyOf(verifiedLevels);
        dependencyLevels = Collections.unmodifiableMap(new LinkedHashMap<>(dependencyLevels));
    }

    @Override
    public String predicateType() {
        return PredicateType.VERIFICATION_SUMMARY.uri();
    }

    @Override
    public Map<String, Object> toMap() {
        var verifier = new Fields().required("id", verifierId).map("version", verifierVersion);
        return new Fields()
                .required("verifier", verifier.toMap())
                .time("timeVerified", Optional.of(timeVerified))
                .required("resourceUri", resourceUri)
                .required("policy", policy.toMap())
                .resources("inputAttestations", inputAttestations)
                .required("verificationResult", passed ? "PASSED" : "FAILED")
                .required("verifiedLevels", verifiedLevels)
                .map("dependencyLevels", dependencyLevels)
                .required("slsaVersion", SLSA_VERSION)
                .toMap();
    }
}
