package io.jenkins.plugins.intoto.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads whole files, but none larger than is sensible. */
public final class LimitedFile {
    private LimitedFile() {}

    /**
     * @param file a regular file
     * @param maxBytes the largest size accepted, in bytes
     * @return its content
     * @throws UnreadableFileException if it is not there, is a directory or a special file, is larger, or may not be read
     */
    public static byte[] read(Path file, long maxBytes) throws UnreadableFileException {
        var source = file.toString();
        if (Files.isDirectory(file)) {
            throw new UnreadableFileException(source, "is a directory, a file was expected");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UnreadableFileException(source, "is not a regular file");
        }
        try (var in = Files.newInputStream(file)) {
            // Read rather than ask for the size first: the file may grow in between.
            int limit = (int) Math.min(maxBytes, Integer.MAX_VALUE - 16);
            byte[] content = in.readNBytes(limit);
            if (content.length == limit && in.read() >= 0) {
                throw new UnreadableFileException(source, "is larger than " + limit + " bytes, which is the limit");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new UnreadableFileException(source, "no such file", e);
        } catch (AccessDeniedException e) {
            throw new UnreadableFileException(source, "permission denied", e);
        } catch (IOException e) {
            throw new UnreadableFileException(source, "cannot be read: " + e.getMessage(), e);
        }
    }
}
