package io.jenkins.plugins.intoto.archive;

import hudson.model.Run;
import io.jenkins.plugins.intoto.artifact.Artifacts;
import io.jenkins.plugins.intoto.artifact.MalformedSnapshotException;
import io.jenkins.plugins.intoto.artifact.SnapshotLimits;
import io.jenkins.plugins.intoto.file.AtomicFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The materials of a step while its body runs: a file in the run's own folder, since the saved state of a Pipeline must stay
 * small, and an agent could change what is kept on it. Deleting the run deletes it too.
 */
public final class MaterialsFile {
    private static final String DIRECTORY = "in-toto-materials";

    private final Path directory;
    private final Path file;

    private MaterialsFile(Path directory, UUID id) {
        this.directory = directory;
        this.file = directory.resolve(id.toString());
    }

    /**
     * @param run the run that the step is part of
     * @param id what tells the steps of the run apart
     */
    public static MaterialsFile of(Run<?, ?> run, UUID id) {
        return new MaterialsFile(run.getRootDir().toPath().resolve(DIRECTORY), id);
    }

    /** Writes the materials; nobody sees half of them. */
    public void write(Artifacts materials) throws IOException {
        Files.createDirectories(directory);
        AtomicFile.write(file, materials::writeTo);
    }

    /** Reads back what was written; the controller wrote it, so there is no limit. */
    public Artifacts read() throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return Artifacts.readFrom(in, SnapshotLimits.NONE);
        } catch (MalformedSnapshotException e) {
            throw new IOException(file + " is damaged", e);
        }
    }

    /** Deletes the file, and the folder if no other step uses it. */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
        if (Files.isDirectory(directory)) {
            try (var others = Files.list(directory)) {
                if (others.findAny().isPresent()) {
                    return;
                }
            }
            Files.deleteIfExists(directory);
        }
    }
}
