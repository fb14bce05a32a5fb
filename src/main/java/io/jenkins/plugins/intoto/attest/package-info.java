/** Attestations of a run: which subjects, which predicate, signed on the controller and archived beside the artifacts. */
package io.jenkins.plugins.intoto.attest;
