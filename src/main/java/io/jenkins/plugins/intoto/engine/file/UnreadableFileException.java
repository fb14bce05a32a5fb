package io.jenkins.plugins.intoto.engine.file;

import io.jenkins.plugins.intoto.engine.SourceException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Thrown when a file cannot be read: it is not there, is not a regular file, is too large, or may not be read. */
public final class UnreadableFileException extends SourceException {
    private static final long serialVersionUID = 1L;

    /**
     * @param source the name of the file
     * @param reason why it cannot be read
     */
    public UnreadableFileException(String source, String reason) {
        super(source, reason);
    }

    /**
     * @param source the name of the file
     * @param reason why it cannot be read
     * @param cause what the operating system said
     */
    public UnreadableFileException(String source, String reason, IOException cause) {
        super(source, reason, cause);
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
}
