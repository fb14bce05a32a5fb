package io.jenkins.plugins.intoto.attestation.rule;

import hudson.model.Run;
import io.jenkins.plugins.intoto.engine.file.AtomicFile;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The runs that are to be attested by rules or could not be: a file each, in a folder of the home of Jenkins. A file is there as a
 * whole or not at all, and what is known here is on disk. Safe for use by several threads.
 */
final class QueuedRuns {
    private static final Logger LOGGER = Logger.getLogger(QueuedRuns.class.getName());
    private static final String FOLDER = "in-toto/rules";
    private static final String SUFFIX = ".json";

    private final Path folder;
    private final Map<String, QueuedRun> runs = new HashMap<>();

    private QueuedRuns(Path folder) {
        this.folder = folder;
    }

    /**
     * Those of a Jenkins. A file that cannot be read is told to the log, and left as it is.
     *
     * @param home its home
     */
    static QueuedRuns in(Path home) {
        var read = new QueuedRuns(home.resolve(FOLDER));
        if (Files.isDirectory(read.folder)) {
            try (var files = Files.newDirectoryStream(read.folder, "*" + SUFFIX)) {
                files.forEach(read::read);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "the runs that are to be attested cannot be listed: " + read.folder);
            }
        }
        return read;
    }

    private void read(Path file) {
        try {
            var id = file.getFileName().toString().replace(SUFFIX, "");
            runs.put(id, QueuedRun.read(Files.readAllBytes(file), id));
        } catch (IOException | MalformedJsonException e) {
            LOGGER.log(Level.WARNING, e, () -> "a run that is to be attested cannot be read: " + file);
        }
    }

    private Path file(QueuedRun run) {
        return folder.resolve(run.id() + SUFFIX);
    }

    /** All of them, those that ended first before the others. */
    synchronized List<QueuedRun> all() {
        return runs.values().stream().sorted().toList();
    }

    synchronized Optional<QueuedRun> find(Run<?, ?> run) {
        return runs.values().stream().filter(queued -> queued.isOf(run)).findFirst();
    }

    /** What is known of a run by now; empty if nothing is to be done for it any more. */
    synchronized Optional<QueuedRun> current(QueuedRun run) {
        return Optional.ofNullable(runs.get(run.id()));
    }

    /**
     * Adds a run, unless it is there.
     *
     * @throws IOException if it cannot be written; then it is not there
     */
    void add(Run<?, ?> run) throws IOException {
        // Only the thread in which a run ends adds it. Many may end at once, and do not wait for each other's disk.
        if (find(run).isEmpty()) {
            Files.createDirectories(folder);
            var queued = QueuedRun.of(run);
            write(queued);
            synchronized (this) {
                runs.put(queued.id(), queued);
            }
        }
    }

    private void write(QueuedRun run) throws IOException {
        byte[] json = run.toJson();
        AtomicFile.<IOException>write(file(run), out -> out.write(json));
    }

    /**
     * Puts something else in the place of what is known of a run.
     *
     * @return whether that was still so
     * @throws IOException if it cannot be written; then what was known is
     */
    synchronized boolean replace(QueuedRun before, QueuedRun after) throws IOException {
        if (!before.equals(runs.get(before.id()))) {
            return false;
        }
        write(after);
        runs.put(after.id(), after);
        return true;
    }

    /**
     * Removes a run.
     *
     * @throws IOException if its file cannot be deleted; it is done again then when Jenkins is back, which changes nothing
     */
    synchronized void remove(QueuedRun run) throws IOException {
        runs.remove(run.id());
        Files.deleteIfExists(file(run));
    }
}
