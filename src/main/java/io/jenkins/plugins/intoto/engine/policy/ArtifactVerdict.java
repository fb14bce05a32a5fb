package io.jenkins.plugins.intoto.engine.policy;

import java.util.List;

/**
 * What became of one artifact.
 *
 * @param subject the artifact
 * @param attestations how many statements of the bundle are about it, whatever their type and signer
 * @param expectations all expectations of it; empty if the policy says nothing about it
 */
public record ArtifactVerdict(PolicySubject subject, int attestations, List<ExpectationVerdict> expectations) {
    /** Copies the list. */
    public ArtifactVerdict {
        expectations = List.copyOf(expectations);
    }
}
