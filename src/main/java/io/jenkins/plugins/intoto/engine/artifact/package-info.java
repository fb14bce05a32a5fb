/** Artifacts: the paths that a step saw or made, each with its digests, held compactly and in order. */
package io.jenkins.plugins.intoto.engine.artifact;
