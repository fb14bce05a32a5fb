package io.jenkins.plugins.intoto.jenkinsapi;

import java.util.Collection;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** Someone for whom a test acts, by {@code ACL.as2}. */
public final class LocalUser implements Authentication {
    private static final long serialVersionUID = 1L;

    private final String name;

    /**
     * A user.
     *
     * @param name the name that permissions are given to
     */
    public LocalUser(String name) {
        this.name = name;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of();
    }

    @Override
    public Object getCredentials() {
        return null;
    }

    @Override
    public Object getDetails() {
        return null;
    }

    @Override
    public Object getPrincipal() {
        return name;
    }

    @Override
    public boolean isAuthenticated() {
        return true;
    }

    @Override
    public void setAuthenticated(boolean authenticated) {
        throw new IllegalArgumentException();
    }
}
