/** Attestations of a run: {@code inTotoAttest}, the post-build action, and what both sign. */
package io.jenkins.plugins.intoto.attestation;
