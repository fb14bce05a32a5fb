package jenkins.scm.api;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
@SuppressWarnings("serial")
public abstract class SCMRevision implements Serializable {
    private final SCMHead head;
    protected SCMRevision(@NonNull SCMHead head) { this.head = head; }
    @NonNull public final SCMHead getHead() { return head; }
    public abstract boolean equals(Object object);
    public abstract int hashCode();
}
