package io.jenkins.plugins.intoto.archive;

import hudson.model.Run;
import io.jenkins.plugins.intoto.engine.file.FileFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;

/** Folders below that of a run, which come and go. */
final class RunFolder {
    private RunFolder() {}

    /**
     * Makes a folder if it is not there, but not those above it: a run that was deleted does not come back.
     *
     * @throws IOException if it cannot be made
     */
    static void create(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileSystemException(folder.toString(), null, "is not a directory");
            }
        }
    }

    /**
     * A failure in the folder of a run, named without the place where Jenkins keeps it: whoever reads a console may not know.
     *
     * @param run the run
     * @param failure what happened
     * @return the failure, or one that names the same file relative to the folder
     */
    static IOException failure(Run<?, ?> run, IOException failure) {
        if (failure instanceof FileSystemException e && e.getFile() != null) {
            var root = run.getRootDir().toPath().toAbsolutePath();
            var file = Path.of(e.getFile()).toAbsolutePath();
            if (file.startsWith(root)) {
                return FileFailure.of(root.relativize(file), e);
            }
        }
        return failure;
    }

    /** Deletes a folder and all that is in it. */
    static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
