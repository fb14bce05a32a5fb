package io.jenkins.plugins.intoto.cli;

import io.jenkins.plugins.intoto.InTotoException;

/** Thrown when a command line means nothing: its command ends with exit code 2, having done nothing. */
final class UsageException extends InTotoException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong with which option, on one line
     */
    UsageException(String message) {
        super(message);
    }
}
