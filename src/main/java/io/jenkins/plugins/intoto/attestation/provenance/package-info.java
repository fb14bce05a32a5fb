/**
 * What Jenkins itself knows of a run, as SLSA provenance, and what in its configuration weakens that. Nothing here is asked of
 * the build or its environment.
 */
package io.jenkins.plugins.intoto.attestation.provenance;
