/** What is doubtful in a policy before it meets an attestation. */
package io.jenkins.plugins.intoto.engine.policy.lint;
