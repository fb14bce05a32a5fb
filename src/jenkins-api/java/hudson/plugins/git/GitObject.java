package hudson.plugins.git;
import java.io.Serializable;
@SuppressWarnings("serial")
public class GitObject implements Serializable {
    private final String name;
    GitObject(String name) { this.name = name; }
    public String getName() { return name; }
}
