/**
 * Policies: which attestations an artifact must have, by whom, how old at most, and saying what; in YAML, signed, and decided
 * in one pass over a bundle.
 */
package io.jenkins.plugins.intoto.engine.policy;
