package io.jenkins.plugins.intoto.engine.record;

import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.text.Printable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;

/** Thrown when files cannot be recorded so that the record would be true. */
public final class RecordingException extends InTotoException {
    private static final long serialVersionUID = 1L;

    /** The classes of failures. */
    public enum Reason {
        /** A file or directory exists but cannot be read. */
        UNREADABLE("it cannot be read"),
        /** A name is not valid Unicode, so that no link can hold it. */
        NOT_UNICODE("its name is not valid Unicode"),
        /** A control character in a name, which no link may hold. */
        CONTROL_CHARACTER("its name has a control character"),
        /** A file or directory was there when it was found and not any more when it was read. */
        VANISHED("it vanished while it was recorded"),
        /** A file changed between being found and being read to its end. */
        CHANGED("it changed while it was recorded"),
        /** Two files would get one name. */
        DUPLICATE_NAME("it has the name of another file"),
        /** A prefix to strip begins with another one, so that it would depend on their order which is stripped. */
        OVERLAPPING_PREFIXES("prefixes to strip overlap"),
        /** What must be a directory, the base or that of a {@code dir:} artifact, is none. */
        NOT_A_DIRECTORY("it is not a directory");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;
    private final String path;
    private final String otherPath;

    private RecordingException(Reason reason, String path, String otherPath, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.path = path;
        this.otherPath = otherPath;
    }

    /** A failure of one file or directory. */
    static RecordingException of(Reason reason, String path) {
        return of(reason, path, null);
    }

    /**
     * A failure of one file or directory.
     *
     * @param cause what led to it, or null
     */
    static RecordingException of(Reason reason, String path, IOException cause) {
        var message = new StringBuilder(Printable.quoted(path)).append(": ").append(reason.text);
        if (cause instanceof FileSystemException failure && failure.getReason() != null) {
            message.append(": ").append(failure.getReason());
        } else if (cause != null && !(cause instanceof FileSystemException) && cause.getMessage() != null) {
            message.append(": ").append(cause.getMessage());
        }
        return new RecordingException(reason, path, null, message.toString(), cause);
    }

    static RecordingException duplicate(String name, String path, String otherPath) {
        return new RecordingException(
                Reason.DUPLICATE_NAME,
                path,
                otherPath,
                Printable.quoted(path) + " and " + Printable.quoted(otherPath) + " would both be recorded as "
                        + Printable.quoted(name),
                null);
    }

    static RecordingException overlapping(String prefix, String otherPrefix) {
        return new RecordingException(
                Reason.OVERLAPPING_PREFIXES,
                prefix,
                otherPrefix,
                "of the prefixes to strip, " + Printable.quoted(prefix) + " and " + Printable.quoted(otherPrefix)
                        + ", one begins with the other",
                null);
    }

    /** The class of the failure. */
    public Reason reason() {
        return reason;
    }

    /** The path of the file or directory, or a prefix; text from the file system, not fit to be shown as it stands. */
    public String path() {
        return path;
    }

    /** The second path or prefix, where there are two. */
    public Optional<String> otherPath() {
        return Optional.ofNullable(otherPath);
    }
}
