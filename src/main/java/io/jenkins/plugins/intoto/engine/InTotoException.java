package io.jenkins.plugins.intoto.engine;

/**
 * The root of every failure that the engine reports: input that is not what it should be, a key that cannot be used, an
 * artifact that cannot be recorded. Its message is one line that names the file or object and the reason, fit to be shown
 * to a user as it stands; it never holds a secret.
 */
public abstract class InTotoException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one line that names what failed and why
     */
    protected InTotoException(String message) {
        super(message);
    }

    /**
     * @param message one line that names what failed and why
     * @param cause what led to the failure
     */
    protected InTotoException(String message, Throwable cause) {
        super(message, cause);
    }
}
