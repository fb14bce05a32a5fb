/** Clients for the services that attestations are made with or stored in: Fulcio, timestamp authorities, Rekor, registries. */
package io.jenkins.plugins.intoto.engine.remote;
