package io.jenkins.plugins.intoto.verify;

import io.jenkins.plugins.intoto.file.UnreadableFileException;
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
     * Reads a file.
     *
     * @param fileName one of {@link #fileNames()}
     * @param maxBytes the largest size accepted, in bytes
     * @throws UnreadableFileException if it cannot be read or is larger
     */
    byte[] read(String fileName, long maxBytes) throws UnreadableFileException;

    /**
     * A directory in it, with the links of a sublayout; one without files if there is none of that name.
     *
     * @param name the name of a directory, not a path
     */
    LinkSource directory(String name);

    /** How messages name a file of it. */
    String describe(String fileName);
}
