package io.jenkins.plugins.intoto.engine.remote;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who asks a registry.
 *
 * @param user the name; not used with a token for tokens
 * @param password the password or token; a secret
 * @param isRefreshToken whether it is a token that others are got for (OAuth 2.0), as Docker's configuration has it as
 *     {@code identitytoken}
 */
public record OciCredentials(String user, String password, boolean isRefreshToken) {
    /** The name that credential helpers give with a token for tokens. */
    private static final String TOKEN_USER = "<token>";

    /**
     * A name and a password, or what a credential helper gives as such.
     *
     * @param user the name; {@code <token>} for a token for tokens
     * @param password the password or token; a secret
     */
    public OciCredentials(String user, String password) {
        this(user, password, TOKEN_USER.equals(user));
    }

    String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return user;
    }
}
