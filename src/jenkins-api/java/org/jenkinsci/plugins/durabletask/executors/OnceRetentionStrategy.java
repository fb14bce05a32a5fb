package org.jenkinsci.plugins.durabletask.executors;
import hudson.model.Computer;
import hudson.slaves.RetentionStrategy;

public final class OnceRetentionStrategy extends RetentionStrategy<Computer> {
    public OnceRetentionStrategy(int idleMinutes) {}
}
