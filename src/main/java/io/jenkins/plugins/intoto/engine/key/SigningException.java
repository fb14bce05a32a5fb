package io.jenkins.plugins.intoto.engine.key;

import io.jenkins.plugins.intoto.engine.InTotoException;

/** Thrown when a key that was read cannot sign. */
public final class SigningException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final KeyId keyId;

    /**
     * @param keyId the key that was to sign
     * @param reason why it could not
     */
    public SigningException(KeyId keyId, String reason) {
        super("key " + keyId.shortForm() + " cannot sign: " + reason);
        this.keyId = keyId;
    }

    /**
     * @param keyId the key that was to sign
     * @param reason why it could not
     * @param cause what else is known of it, or {@code null}
     */
    SigningException(KeyId keyId, String reason, Exception cause) {
        super("key " + keyId.shortForm() + " cannot sign: " + reason, cause);
        this.keyId = keyId;
    }

    /** The key that was to sign. */
    public KeyId keyId() {
        return keyId;
    }
}
