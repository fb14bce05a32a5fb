package io.jenkins.plugins.intoto.config;

import hudson.Extension;
import hudson.model.Slave;
import org.jenkinsci.plugins.durabletask.executors.OnceRetentionStrategy;

/** Agents of clouds that leave their end to the Durable Task plugin, such as those of Kubernetes that do not wait idle. */
@Extension(optional = true)
public final class DurableTaskAgents implements EphemeralAgents {
    @Override
    public boolean include(Slave agent) {
        return agent.getRetentionStrategy() instanceof OnceRetentionStrategy;
    }
}
