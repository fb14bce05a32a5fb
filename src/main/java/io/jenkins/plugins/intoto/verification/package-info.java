/** Verifying layouts and policies: {@code inTotoVerify}, the post-build action, and what both do. */
package io.jenkins.plugins.intoto.verification;
