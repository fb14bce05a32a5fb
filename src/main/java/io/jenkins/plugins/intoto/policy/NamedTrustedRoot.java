package io.jenkins.plugins.intoto.policy;

/**
 * The trusted root of a Sigstore deployment.
 *
 * @param name the name that the policy gives
 * @param json its {@code trusted_root.json}
 */
public record NamedTrustedRoot(String name, String json) {}
