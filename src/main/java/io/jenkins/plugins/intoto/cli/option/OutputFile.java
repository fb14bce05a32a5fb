package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.engine.file.AtomicFile;
import io.jenkins.plugins.intoto.engine.file.FileFailure;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.file.StandardInput;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes files whole or not at all, and names them if that fails. */
public final class OutputFile {
    private OutputFile() {}

    /**
     * Writes a file, replacing one of that name.
     *
     * @throws CommandFailedException if it cannot be written
     * @throws E if the content cannot be made
     */
    public static <E extends Exception> void write(Path file, AtomicFile.Content<E> content)
            throws CommandFailedException, E {
        try {
            AtomicFile.write(file, content);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** As {@link #write}, for a file that only its owner may read. */
    static <E extends Exception> void writePrivate(Path file, AtomicFile.Content<E> content)
            throws CommandFailedException, E {
        try {
            AtomicFile.writePrivate(file, content);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /**
     * Finds out before any work is done whether a file can be written later, as far as that can be told.
     *
     * @throws CommandFailedException if its directory is not there or not writable, or it is a directory or a special file itself
     */
    public static void check(Path file) throws CommandFailedException {
        if (LimitedFile.isStream(file)) {
            throw new CommandFailedException(file + ": is "
                    + (StandardInput.is(file) ? "standard input" : "not a regular file")
                    + ", which nothing can be written to; name a file");
        }
        if (Files.isDirectory(file)) {
            throw new CommandFailedException(file + ": is a directory, it cannot be written as a file");
        }
        var directory = parent(file);
        if (!Files.isDirectory(directory)) {
            throw new CommandFailedException(described(directory) + ": "
                    + (Files.exists(directory) ? "is not a directory" : "no such directory"));
        }
        if (!Files.isWritable(directory)) {
            throw new CommandFailedException(
                    described(directory) + ": permission denied, files cannot be written there");
        }
    }

    /** A directory as messages name it. */
    public static String described(Path directory) {
        return directory.toString().isEmpty() ? "the current directory" : directory.toString();
    }

    private static Path parent(Path file) {
        var parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    /** The failure to write a file. */
    public static CommandFailedException failure(Path file, IOException e) {
        // What failed may be the draft beside the file, which is not what the user knows it by.
        var reason = FileFailure.text(e);
        var named = e instanceof FileSystemException f ? f.getFile() : null;
        if (named != null && reason.startsWith(named + ": ")) {
            reason = reason.substring(named.length() + 2);
        }
        return new CommandFailedException(file + ": cannot be written: " + reason, e);
    }
}
