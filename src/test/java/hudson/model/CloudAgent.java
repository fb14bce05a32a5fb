package hudson.model;

import hudson.slaves.RetentionStrategy;

/** An agent of a cloud. */
public final class CloudAgent extends Slave {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient RetentionStrategy<?> strategy;

    /**
     * @param name its name
     * @param strategy when it ends; null for never
     */
    public CloudAgent(String name, RetentionStrategy<?> strategy) {
        this.name = name;
        this.strategy = strategy;
    }

    @Override
    public String getNodeName() {
        return name;
    }

    @Override
    public RetentionStrategy<?> getRetentionStrategy() {
        return strategy;
    }

    @Override
    public int getNumExecutors() {
        return 1;
    }
}
