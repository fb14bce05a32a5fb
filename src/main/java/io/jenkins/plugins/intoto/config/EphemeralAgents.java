package io.jenkins.plugins.intoto.config;

import hudson.ExtensionPoint;
import hudson.model.Slave;

/**
 * Knows agents of one kind that are gone after their first build. An agent that no extension vouches for counts as one that
 * serves build after build, so plugins that provide agents say it of theirs by an extension.
 */
public interface EphemeralAgents extends ExtensionPoint {
    /**
     * Whether the agent is given to one build and then ended, so that no build finds what another has left there.
     *
     * @param agent an agent with one executor
     */
    boolean include(Slave agent);
}
