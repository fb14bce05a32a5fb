package io.jenkins.plugins.intoto.cli.frame;

import io.jenkins.plugins.intoto.engine.InTotoException;

/** Thrown when a command line means nothing: its command ends with exit code 2, having done nothing. */
public final class UsageException extends InTotoException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong with which option, on one line
     */
    public UsageException(String message) {
        super(message);
    }
}
