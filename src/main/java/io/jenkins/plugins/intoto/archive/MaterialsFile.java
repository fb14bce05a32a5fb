package io.jenkins.plugins.intoto.archive;

import hudson.model.Run;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.MalformedSnapshotException;
import io.jenkins.plugins.intoto.engine.artifact.SnapshotLimits;
import io.jenkins.plugins.intoto.engine.file.AtomicFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The materials of a step while its body runs: a file in the run's own folder, since the saved state of a Pipeline must stay
 * small, and an agent could change what is kept on it. Deleting the run deletes it too.
 */
public final class MaterialsFile {
    static final String DIRECTORY = "in-toto-materials";

    private final Run<?, ?> run;
    private final Origin origin;

    private MaterialsFile(Run<?, ?> run, Origin origin) {
        this.run = run;
        this.origin = origin;
    }

    /**
     * @param run the run that the step is part of
     * @param origin the step
     */
    public static MaterialsFile of(Run<?, ?> run, Origin origin) {
        return new MaterialsFile(run, origin);
    }

    private Path file() {
        return directory(run).resolve(origin.id());
    }

    private static Path directory(Run<?, ?> run) {
        return run.getRootDir().toPath().resolve(DIRECTORY);
    }

    /** Whether it was written: materials that are there were taken before the body began, whatever has happened since. */
    public boolean exists() {
        return Files.isRegularFile(file());
    }

    /**
     * Writes the materials; nobody sees half of them.
     *
     * @throws IOException if they cannot be written, or the run has ended
     */
    public void write(Artifacts materials) throws IOException {
        RunState.of(run).requireOpen(origin);
        try {
            RunFolder.create(directory(run));
            AtomicFile.write(file(), materials::writeTo);
        } catch (IOException e) {
            throw RunFolder.failure(run, e);
        }
    }

    /** Reads back what was written; the controller wrote it, so there is no limit. */
    public Artifacts read() throws IOException {
        var file = file();
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return Artifacts.readFrom(in, SnapshotLimits.NONE);
        } catch (MalformedSnapshotException e) {
            var name = run.getRootDir().toPath().relativize(file);
            throw new FileSystemException(name.toString(), null, "the snapshot of the materials is damaged");
        } catch (IOException e) {
            throw RunFolder.failure(run, e);
        }
    }

    /** Deletes the file. The folder stays while the run goes on: another branch may be about to write there. */
    public void delete() throws IOException {
        Files.deleteIfExists(file());
    }

    /** Deletes all of a run. */
    static void deleteAll(Run<?, ?> run) throws IOException {
        RunFolder.delete(directory(run));
    }
}
