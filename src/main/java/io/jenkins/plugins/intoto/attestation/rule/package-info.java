/** Attestations by rules: the controller attests what runs have archived when they have ended, whatever their jobs say. */
package io.jenkins.plugins.intoto.attestation.rule;
