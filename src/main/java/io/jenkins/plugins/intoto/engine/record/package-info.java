/** Recording what a step saw and made: which files count, under which names, and their digests; and running its command. */
package io.jenkins.plugins.intoto.engine.record;
