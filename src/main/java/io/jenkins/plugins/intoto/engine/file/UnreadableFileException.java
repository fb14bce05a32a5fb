package io.jenkins.plugins.intoto.engine.file;

import io.jenkins.plugins.intoto.engine.InTotoException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Thrown when a file cannot be read: it is not there, is not a regular file, is too large, or may not be read. */
public final class UnreadableFileException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final String reason;

    /**
     * @param source the name of the file
     * @param reason why it cannot be read
     */
    public UnreadableFileException(String source, String reason) {
        super(source + ": " + reason);
        this.source = source;
        this.reason = reason;
    }

    /**
     * @param source the name of the file
     * @param reason why it cannot be read
     * @param cause what the operating system said
     */
    public UnreadableFileException(String source, String reason, IOException cause) {
        super(source + ": " + reason, cause);
        this.source = source;
        this.reason = reason;
    }

    /**
     * A failure whose message does not say where the file lies, for files of a machine that is not the reader's.
     *
     * @param source what the reader calls the file
     * @param cause what the operating system said; kept, but not quoted
     */
    public static UnreadableFileException withoutPath(String source, IOException cause) {
        var reason = cause instanceof NoSuchFileException || cause instanceof FileNotFoundException
                ? "no such file"
                : cause instanceof AccessDeniedException ? "permission denied" : "cannot be read";
        return new UnreadableFileException(source, reason, cause);
    }

    /** The name of the file. */
    public String source() {
        return source;
    }

    /** Why it cannot be read, without its name. */
    public String reason() {
        return reason;
    }
}
