package io.jenkins.plugins.intoto.engine.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads whole files, pipes and standard input, but nothing larger than is sensible. */
public final class LimitedFile {
    private LimitedFile() {}

    /**
     * @param file a file, a pipe or {@link StandardInput}
     * @param maxBytes the largest size accepted, in bytes
     * @return its content
     * @throws UnreadableFileException if it is not there, is a directory, is larger, or may not be read
     */
    public static byte[] read(Path file, long maxBytes) throws UnreadableFileException {
        try (var in = open(file)) {
            return read(in, file.toString(), maxBytes);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Opens a file.
     *
     * @param file a file, a pipe or {@link StandardInput}
     * @return its content; to be closed
     * @throws UnreadableFileException if it is not there, is a directory, or may not be read
     */
    public static InputStream open(Path file) throws UnreadableFileException {
        if (StandardInput.is(file)) {
            return StandardInput.open();
        }
        requireNoDirectory(file);
        return opened(file);
    }

    /**
     * Opens a file that nobody has named, such as one that was found in a directory: a pipe might never end.
     *
     * @param file a regular file
     * @return its content; to be closed
     * @throws UnreadableFileException if it is not there, is a directory or a special file, or may not be read
     */
    public static InputStream openRegular(Path file) throws UnreadableFileException {
        requireRegular(file);
        return opened(file);
    }

    /**
     * Whether a file can be read once only, from its beginning to its end: a pipe, such as a shell makes of
     * {@code <(command)}, or {@link StandardInput}.
     */
    public static boolean isStream(Path file) {
        return StandardInput.is(file) || Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    private static InputStream opened(Path file) throws UnreadableFileException {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * How large a file is, in bytes.
     *
     * @param file a regular file
     * @throws UnreadableFileException if it is not there, is a directory or a special file, or may not be looked at
     */
    public static long size(Path file) throws UnreadableFileException {
        requireRegular(file);
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void requireNoDirectory(Path file) throws UnreadableFileException {
        if (Files.isDirectory(file)) {
            throw new UnreadableFileException(file.toString(), "is a directory, a file was expected");
        }
    }

    private static void requireRegular(Path file) throws UnreadableFileException {
        requireNoDirectory(file);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UnreadableFileException(file.toString(), "is not a regular file");
        }
    }

    private static UnreadableFileException unreadable(Path file, IOException e) {
        var source = file.toString();
        if (e instanceof NoSuchFileException) {
            return new UnreadableFileException(source, "no such file", e);
        }
        return e instanceof AccessDeniedException
                ? new UnreadableFileException(source, "permission denied", e)
                : new UnreadableFileException(source, "cannot be read: " + e.getMessage(), e);
    }

    /**
     * Reads a stream to its end.
     *
     * @param in where the content comes from; not closed
     * @param source the name of the file for error messages
     * @param maxBytes the largest size accepted, in bytes
     * @return the content
     * @throws UnreadableFileException if it is larger
     * @throws IOException if reading fails
     */
    public static byte[] read(InputStream in, String source, long maxBytes)
            throws UnreadableFileException, IOException {
        // Read rather than ask for the size first: the file may grow in between.
        int limit = (int) Math.min(maxBytes, Integer.MAX_VALUE - 16);
        byte[] content = in.readNBytes(limit);
        if (content.length == limit && in.read() >= 0) {
            throw new UnreadableFileException(source, "is larger than " + limit + " bytes, which is the limit");
        }
        return content;
    }
}
