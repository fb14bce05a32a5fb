package org.jenkinsci.plugins.structs.describable;
import java.io.Serializable;
import java.util.Map;
@SuppressWarnings("serial")
public class UninstantiatedDescribable implements Serializable {
    private final Map<String, ?> arguments;
    public UninstantiatedDescribable(Map<String, ?> arguments) { this.arguments = arguments; }
    public Map<String, ?> getArguments() { return arguments; }
    public UninstantiatedDescribable withArguments(Map<String, ?> others) { return new UninstantiatedDescribable(others); }
}
