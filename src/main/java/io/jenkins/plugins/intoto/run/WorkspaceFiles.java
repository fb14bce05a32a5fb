package io.jenkins.plugins.intoto.run;

import hudson.FilePath;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Files in a workspace that a parameter of a job names. They are read on their agent and never leave its directory. */
public final class WorkspaceFiles {
    private WorkspaceFiles() {}

    /**
     * Reads a file.
     *
     * @param directory the current directory
     * @param path the path of the file below it
     * @param maxBytes the largest size accepted, in bytes
     * @throws UnreadableFileException if there is no such file in the directory, or it is larger
     */
    public static byte[] read(FilePath directory, String path, long maxBytes)
            throws UnreadableFileException, IOException, InterruptedException {
        var file = within(directory, path);
        if (!file.exists() || file.isDirectory()) {
            throw new UnreadableFileException(path, "does not exist as a file in the workspace");
        }
        if (file.length() > maxBytes) {
            throw tooLarge(path, maxBytes);
        }
        try (var in = file.read()) {
            byte[] content = in.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 16));
            if (content.length > maxBytes) {
                throw tooLarge(path, maxBytes);
            }
            return content;
        }
    }

    /**
     * The paths of the files that match.
     *
     * @param directory the current directory
     * @param patterns Ant patterns, separated by commas
     * @return paths below the directory, with slashes, sorted
     */
    public static Set<String> matching(FilePath directory, String patterns) throws IOException, InterruptedException {
        var paths = new TreeSet<String>();
        for (var file : directory.list(String.join(",", ListText.entries(patterns)), null, false)) {
            // What an agent says of its own files is checked when they are read.
            paths.add(below(directory.getRemote(), file.getRemote()));
        }
        return paths;
    }

    /**
     * The path of a file below a directory, with slashes; as it is if the file is elsewhere.
     *
     * @param directory the directory as its agent names it, which may be a drive
     */
    static String below(String directory, String file) {
        var root = directory.replace('\\', '/');
        var begin = root.endsWith("/") ? root : root.concat("/");
        var path = file.replace('\\', '/');
        return path.startsWith(begin) ? path.substring(begin.length()) : path;
    }

    /**
     * The file of a path that must not lead out of a directory, not by links either.
     *
     * @throws UnreadableFileException if it does
     */
    public static FilePath within(FilePath directory, String path)
            throws UnreadableFileException, IOException, InterruptedException {
        if (!ArtifactPath.isSafe(path) || !directory.isDescendant(path)) {
            throw new UnreadableFileException(path, "is not a path within the current directory");
        }
        return directory.child(path);
    }

    private static UnreadableFileException tooLarge(String path, long maxBytes) {
        return new UnreadableFileException(path, "is larger than " + maxBytes + " bytes, which is the limit");
    }
}
