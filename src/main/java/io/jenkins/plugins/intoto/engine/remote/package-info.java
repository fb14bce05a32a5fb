/** Services on a network that attestations are made with or kept in: Fulcio, timestamp authorities, Rekor. */
package io.jenkins.plugins.intoto.engine.remote;
