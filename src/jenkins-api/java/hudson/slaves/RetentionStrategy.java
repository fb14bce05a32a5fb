package hudson.slaves;
import hudson.model.Computer;
public abstract class RetentionStrategy<T extends Computer> {}
