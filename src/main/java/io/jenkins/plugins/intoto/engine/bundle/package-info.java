/** Bundles of attestations: files of one envelope or Sigstore bundle a line (in-toto attestation framework, bundle v1). */
package io.jenkins.plugins.intoto.engine.bundle;
