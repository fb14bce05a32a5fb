/** Strict JSON: reading untrusted text within limits, and the canonical form that signatures cover. */
package io.jenkins.plugins.intoto.engine.json;
