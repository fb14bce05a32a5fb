package io.jenkins.plugins.intoto.engine.policy;

import java.util.Optional;

/**
 * One reason why a policy does not pass.
 *
 * @param code its class
 * @param artifact the name of the artifact that it is about
 * @param expectation the expectation that is not met, as a JSON pointer into the policy
 * @param sentence the reason as one sentence without a final stop, safe to show as text
 */
public record PolicyFailure(
        PolicyFailureCode code, Optional<String> artifact, Optional<String> expectation, String sentence) {
    static PolicyFailure of(PolicyFailureCode code, String sentence) {
        return new PolicyFailure(code, Optional.empty(), Optional.empty(), sentence);
    }
}
