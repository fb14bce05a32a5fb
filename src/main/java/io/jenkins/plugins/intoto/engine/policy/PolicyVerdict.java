package io.jenkins.plugins.intoto.engine.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of verifying artifacts against a policy.
 *
 * @param source the name of the policy's file
 * @param policy the policy; empty if it cannot be trusted or read
 * @param bundles the names of the bundles that were read
 * @param time the time of the verification
 * @param lines what the bundles held
 * @param artifacts the artifacts in the order in which they were given
 * @param failures why it does not pass; empty if it does
 */
public record PolicyVerdict(
        String source,
        Optional<Policy> policy,
        List<String> bundles,
        Instant time,
        BundleSummary lines,
        List<ArtifactVerdict> artifacts,
        List<PolicyFailure> failures) {

    /** Copies the lists. */
    public PolicyVerdict {
        bundles = List.copyOf(bundles);
        artifacts = List.copyOf(artifacts);
        failures = List.copyOf(failures);
    }

    /** The verdict on a policy that cannot be used: nothing was verified. */
    public static PolicyVerdict ofUnusablePolicy(String source, Instant time, PolicyFailureCode code, String reason) {
        return new PolicyVerdict(
                source,
                Optional.empty(),
                List.of(),
                time,
                BundleSummary.NOTHING,
                List.of(),
                List.of(PolicyFailure.of(code, "policy: " + reason)));
    }

    /** Whether every artifact is as the policy demands. */
    public boolean passed() {
        return failures.isEmpty();
    }
}
