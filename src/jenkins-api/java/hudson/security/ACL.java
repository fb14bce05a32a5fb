package hudson.security;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Collection;
import java.util.List;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
@SuppressWarnings("serial")
public abstract class ACL {
    public static final Authentication SYSTEM2 = new SystemAuthentication();
    public final void checkPermission(@NonNull Permission permission) {
        if (!hasPermission(permission)) {
            throw new AccessDeniedException(ACLContext.CURRENT.get().getName() + " is missing " + permission.name);
        }
    }
    public final boolean hasPermission(@NonNull Permission permission) {
        Authentication current = ACLContext.CURRENT.get();
        return current == SYSTEM2 || hasPermission2(current, permission);
    }
    public boolean hasPermission2(@NonNull Authentication authentication, @NonNull Permission permission) { return true; }
    @NonNull public static ACLContext as2(@NonNull Authentication authentication) { return new ACLContext(authentication); }
    private static final class SystemAuthentication implements Authentication {
        public Collection<? extends GrantedAuthority> getAuthorities() { return List.of(); }
        public Object getCredentials() { return null; }
        public Object getDetails() { return null; }
        public Object getPrincipal() { return getName(); }
        public boolean isAuthenticated() { return true; }
        public void setAuthenticated(boolean authenticated) {}
        public String getName() { return "SYSTEM"; }
    }
}
