/** Sigstore bundles, and the offline verification of who signed a message and when (Sigstore client specification). */
package io.jenkins.plugins.intoto.engine.sigstore;
