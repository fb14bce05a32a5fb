/** Policies as they are written: their YAML, and the envelope in which they are signed. */
package io.jenkins.plugins.intoto.engine.policy.source;
