package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.statement.DigestMap;

/**
 * An artifact that a policy is asked about.
 *
 * @param name its name, by which the policy chooses what it expects; attestations are found by the digests alone
 * @param digests its digests, computed by whoever asks
 */
public record PolicySubject(String name, DigestMap digests) {}
