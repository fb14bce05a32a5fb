package hudson.model;
import hudson.slaves.RetentionStrategy;
import java.io.Serializable;
@SuppressWarnings({"rawtypes", "serial"})
public abstract class Slave extends Node implements Serializable {
    Slave() {}
    public RetentionStrategy getRetentionStrategy() { return null; }
}
