/** Statements of the in-toto Attestation Framework: what is claimed of which artifacts, and the descriptors of these. */
package io.jenkins.plugins.intoto.engine.statement;
