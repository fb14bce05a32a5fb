package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Where the links of a verification come from: a directory, or what stands for one, such as the archive of a build. May be
 * used by several threads at a time.
 */
public interface LinkSource {
    /**
     * The names of the files that lie directly in it.
     *
     * @throws UnreadableFileException if they cannot be listed
     */
    Set<String> fileNames() throws UnreadableFileException;

    /**
     * How large a file is, in bytes, as it is known without reading it. No more than that can be read.
     *
     * @param fileName one of {@link #fileNames()}
     * @throws UnreadableFileException if that is not known
     */
    long size(String fileName) throws UnreadableFileException;

    /**
     * Opens a file, as often as it is needed. Whoever verifies does not rely on reading the same twice.
     *
     * @param fileName one of {@link #fileNames()}
     * @return its content; to be closed
     * @throws UnreadableFileException if it cannot be read
     */
    InputStream open(String fileName) throws UnreadableFileException;

    /**
     * Reads a file that is small.
     *
     * @param fileName one of {@link #fileNames()}
     * @param maxBytes the largest size accepted, in bytes
     * @throws UnreadableFileException if it cannot be read or is larger
     */
    default byte[] read(String fileName, long maxBytes) throws UnreadableFileException {
        if (size(fileName) > maxBytes) {
            throw new UnreadableFileException(
                    describe(fileName), "is larger than " + maxBytes + " bytes, which is the limit");
        }
        try (var in = open(fileName)) {
            return LimitedFile.read(in, describe(fileName), maxBytes);
        } catch (IOException e) {
            throw new UnreadableFileException(describe(fileName), "cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Whether a file is known here, byte by byte, to belong to what is verified, so that nothing else can be read from it and
     * no {@link LinkAdmission} is asked.
     *
     * @param fileName one of {@link #fileNames()}
     * @throws UnreadableFileException if that cannot be told
     */
    default boolean vouchesFor(String fileName) throws UnreadableFileException {
        return false;
    }

    /**
     * A directory in it, with the links of a sublayout; one without files if there is none of that name.
     *
     * @param name the name of a directory, not a path
     */
    LinkSource directory(String name);

    /** How messages name a file of it. */
    String describe(String fileName);

    /** Which of several places a file of it comes from, such as one of several builds; empty if there is one only. */
    default String origin(String fileName) {
        return "";
    }
}
