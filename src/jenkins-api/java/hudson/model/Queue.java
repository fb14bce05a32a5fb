package hudson.model;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.security.ACL;
import org.springframework.security.core.Authentication;
public class Queue {
    private Queue() {}
    public interface Executable {}
    public interface Task extends ModelObject {
        @NonNull default Authentication getDefaultAuthentication2() { return ACL.SYSTEM2; }
    }
}
