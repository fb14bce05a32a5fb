/** Envelopes: metadata together with its signatures, as Metablock and as DSSE. */
package io.jenkins.plugins.intoto.engine.envelope;
