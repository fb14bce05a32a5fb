/** How a step or a post-build action runs within a run: where, in which order, and how it survives a restart. */
package io.jenkins.plugins.intoto.run;
