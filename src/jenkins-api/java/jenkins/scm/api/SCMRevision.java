package jenkins.scm.api;
import java.io.Serializable;
@SuppressWarnings("serial")
public abstract class SCMRevision implements Serializable {
    private final SCMHead head;
    protected SCMRevision(SCMHead head) { this.head = head; }
    public final SCMHead getHead() { return head; }
    public abstract boolean equals(Object object);
    public abstract int hashCode();
}
