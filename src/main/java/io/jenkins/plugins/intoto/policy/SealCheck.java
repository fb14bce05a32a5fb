package io.jenkins.plugins.intoto.policy;

import io.jenkins.plugins.intoto.bundle.BundleLine;
import java.util.Optional;

/** Checks that a bundle is sealed, if the policy requires it. */
final class SealCheck {
    private final Policy policy;

    SealCheck(Policy policy, SignerCheck signers) {
        this.policy = policy;
    }

    void accept(BundleLine line) {}

    Optional<PolicyFailure> failure() {
        return policy.seal()
                .map(sealers -> PolicyFailure.of(
                        PolicyFailureCode.SEAL_MISSING, "bundle: there is no seal by a functionary who must seal it"));
    }
}
