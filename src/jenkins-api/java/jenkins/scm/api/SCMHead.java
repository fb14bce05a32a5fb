package jenkins.scm.api;
import edu.umd.cs.findbugs.annotations.NonNull;
public class SCMHead {
    private final String name;
    public SCMHead(@NonNull String name) { this.name = name; }
    @NonNull public String getName() { return name; }
}
