package hudson.security;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
public interface AccessControlled {
    ACL getACL();
    default void checkPermission(Permission permission) throws AccessDeniedException {
        getACL().checkPermission(permission);
    }
    default boolean hasPermission(Permission permission) { return getACL().hasPermission(permission); }
    default boolean hasPermission2(Authentication authentication, Permission permission) {
        return authentication == ACL.SYSTEM2 || getACL().hasPermission2(authentication, permission);
    }
}
