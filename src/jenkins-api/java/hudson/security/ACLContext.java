package hudson.security;
import org.springframework.security.core.Authentication;
/** Who a thread acts for, until it is closed; a thread starts as the system itself. */
public class ACLContext implements AutoCloseable {
    static final ThreadLocal<Authentication> CURRENT = ThreadLocal.withInitial(() -> ACL.SYSTEM2);
    private final Authentication previous = CURRENT.get();
    ACLContext(Authentication authentication) { CURRENT.set(authentication); }
    public void close() { CURRENT.set(previous); }
}
