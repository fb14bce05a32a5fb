package io.jenkins.plugins.intoto.config;

import hudson.Extension;
import hudson.model.Slave;
import org.jenkinsci.plugins.durabletask.executors.OnceRetentionStrategy;

/** Agents of clouds that leave their end to the Durable Task plugin, such as those of Kubernetes that do not wait idle. */
@Extension(optional = true)
public final class DurableTaskAgents implements EphemeralAgents {
    /** Needed to make the extension, which Jenkins therefore leaves out where the plugin is missing. */
    private static final Class<?> STRATEGY = OnceRetentionStrategy.class;

    @Override
    public boolean include(Slave agent) {
        return STRATEGY.isInstance(agent.getRetentionStrategy());
    }
}
