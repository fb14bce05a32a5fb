/** Recording links: {@code inTotoRecord}, the post-build action, and what both do. */
package io.jenkins.plugins.intoto.recording;
