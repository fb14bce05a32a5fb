package hudson.model;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
@SuppressWarnings("serial")
public abstract class ParameterValue implements Serializable {
    protected final String name;
    protected ParameterValue(String name) { this.name = name; }
    public final String getName() { return name; }
    public boolean isSensitive() { return false; }
    @CheckForNull public Object getValue() { return null; }
}
