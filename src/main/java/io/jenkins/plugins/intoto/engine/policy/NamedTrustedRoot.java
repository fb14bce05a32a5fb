package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.sigstore.TrustedRoot;

/**
 * The trusted root of a Sigstore deployment.
 *
 * @param name the name that the policy gives
 * @param root its authorities and logs
 */
public record NamedTrustedRoot(String name, TrustedRoot root) {}
