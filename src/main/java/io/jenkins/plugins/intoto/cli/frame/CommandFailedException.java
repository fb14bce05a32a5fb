package io.jenkins.plugins.intoto.cli.frame;

import io.jenkins.plugins.intoto.engine.InTotoException;

/** Thrown when a command finds itself unable to go on for a reason that the engine knows nothing of. */
public final class CommandFailedException extends InTotoException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message the file or object and the reason, on one line
     */
    public CommandFailedException(String message) {
        super(message);
    }

    /**
     * @param message the file or object and the reason, on one line
     * @param cause what led to it
     */
    public CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
