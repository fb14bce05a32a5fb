/** Rules of policies about what an attestation says, in the Common Expression Language. */
package io.jenkins.plugins.intoto.engine.policy.rule;
