package io.jenkins.plugins.intoto.file;

import io.jenkins.plugins.intoto.InTotoException;
import java.io.IOException;

/** Thrown when a file cannot be read: it is not there, is no regular file, is too large, or may not be read. */
public final class UnreadableFileException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final String source;

    /**
     * @param source the name of the file
     * @param reason why it cannot be read
     */
    public UnreadableFileException(String source, String reason) {
        super(source + ": " + reason);
        this.source = source;
    }

    /**
     * @param source the name of the file
     * @param reason why it cannot be read
     * @param cause what the operating system said
     */
    public UnreadableFileException(String source, String reason, IOException cause) {
        super(source + ": " + reason, cause);
        this.source = source;
    }

    /** The name of the file. */
    public String source() {
        return source;
    }
}
