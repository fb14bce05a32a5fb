package io.jenkins.plugins.intoto.engine.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says in words what the file system refused. */
public final class FileFailure {
    private FileFailure() {}

    /** The file and the reason, as far as the operating system tells. */
    public static String text(IOException failure) {
        if (failure instanceof FileSystemException e && e.getFile() != null) {
            return e.getFile() + ": " + reason(e);
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /**
     * The same failure, but one that names the file: what the operating system says of a full disk does not.
     *
     * @param file which file could not be written or read
     * @param failure what happened
     */
    public static FileSystemException of(Path file, IOException failure) {
        var reason = failure instanceof FileSystemException e ? reason(e) : failure.getMessage();
        var named = new FileSystemException(file.toString(), null, reason);
        named.initCause(failure);
        return named;
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "exists already";
        }
        return failure.getReason() == null ? "cannot be accessed" : failure.getReason();
    }
}
