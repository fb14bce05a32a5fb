package io.jenkins.plugins.intoto.archive;

import io.jenkins.plugins.intoto.engine.file.FileFailure;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import jenkins.model.ArtifactManager;
import jenkins.model.StandardArtifactManager;

/** Artifacts in a folder of the controller, where a file can be replaced in one step. */
final class LocalArtifacts {
    /** How the names of copies begin that are still being made, where files cannot be moved into the archive. */
    private static final String COPY = ".in-toto-";

    private final Path root;

    private LocalArtifacts(Path root) {
        this.root = root;
    }

    /** The folder of a manager that keeps artifacts as they are; empty for others. */
    static Optional<LocalArtifacts> of(ArtifactManager manager) {
        // A subclass may do something else with what it archives.
        if (manager.getClass() != StandardArtifactManager.class) {
            return Optional.empty();
        }
        return Optional.of(new LocalArtifacts(Path.of(manager.root().toURI())));
    }

    /**
     * Moves a file into the archive, and over one that is there.
     *
     * @param file a whole file
     * @param path where it belongs
     * @throws IOException if it cannot be moved; what was there is there still
     */
    void move(Path file, String path) throws IOException {
        var target = root.resolve(path);
        makeFolders(Objects.requireNonNull(target.getParent(), "a path among the artifacts"));
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(target.toString(), null, "is a directory");
        }
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            copy(file, target);
        } catch (IOException e) {
            throw FileFailure.of(target, e);
        }
    }

    /** The archive may be on another disk than the folder of the run. */
    private void copy(Path file, Path target) throws IOException {
        var copy = root.resolve(COPY + file.getFileName());
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw FileFailure.of(target, e);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** A build can archive symbolic links, which must not lead out of the archive. */
    private void makeFolders(Path folder) throws IOException {
        if (folder.equals(root)) {
            if (!Files.isDirectory(root)) {
                RunFolder.create(root);
            }
            return;
        }
        makeFolders(folder.getParent());
        RunFolder.create(folder);
    }

    /** Deletes copies that were being made when Jenkins went down, those that meet a condition. */
    void deleteCopies(Predicate<Path> condition) throws IOException {
        if (Files.isDirectory(root)) {
            try (var copies = Files.newDirectoryStream(root, COPY + "*")) {
                for (var copy : copies) {
                    if (condition.test(copy)) {
                        Files.deleteIfExists(copy);
                    }
                }
            }
        }
    }
}
