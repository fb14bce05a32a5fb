package io.jenkins.plugins.intoto.archive;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.file.AtomicFile;
import io.jenkins.plugins.intoto.engine.file.FileFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.BuildListenerAdapter;
import jenkins.util.VirtualFile;

/**
 * Files that are complete and on disk, but not yet archived: in a folder of the run, where a full temporary folder does not
 * matter and which is deleted when the run ends. Each is called by its SHA-256 and the step that it is of: branches may sign the
 * same.
 */
final class Drafts {
    static final String FOLDER = "in-toto-drafts";

    private static final Logger LOGGER = Logger.getLogger(Drafts.class.getName());

    private final Run<?, ?> run;

    Drafts(Run<?, ?> run) {
        this.run = run;
    }

    /** What the draft of a step with this SHA-256 is called. */
    static String name(String sha256, Origin origin) {
        return sha256 + "." + origin.id();
    }

    /** The SHA-256 of a draft. */
    static String sha256(String name) {
        return name.substring(0, name.indexOf('.'));
    }

    /** The folder; the folder of the run may have been moved since it was asked for. */
    Path folder() {
        return run.getRootDir().toPath().resolve(FOLDER);
    }

    Path file(String name) {
        return folder().resolve(name);
    }

    boolean has(String name) {
        return Files.isRegularFile(file(name));
    }

    /**
     * Writes a draft.
     *
     * @param path where it belongs, for messages
     * @param origin the step that it is of
     * @return its name
     * @throws IOException if it cannot be written; then there is none
     */
    String add(String path, Origin origin, AtomicFile.Content<IOException> content) throws IOException {
        RunFolder.create(folder());
        var digest = DigestAlgorithm.SHA256.newDigest();
        var unnamed = folder().resolve(name(UUID.randomUUID().toString(), origin));
        try {
            AtomicFile.<IOException>write(unnamed, out -> {
                var digesting = new DigestOutputStream(out, digest);
                content.writeTo(digesting);
                digesting.flush();
            });
            var name = name(HexFormat.of().formatHex(digest.digest()), origin);
            Files.move(unnamed, file(name), StandardCopyOption.REPLACE_EXISTING);
            return name;
        } catch (FileSystemException e) {
            // What it is called while it is made says nothing.
            throw FileFailure.of(Path.of(path), e);
        } finally {
            Files.deleteIfExists(unnamed);
        }
    }

    /**
     * Puts drafts where they belong among the artifacts of the run. Where a manager archives them by copying, they are read
     * back, and copied once more if they are not what was written.
     *
     * @param staged the path of each, and its name
     * @param listener where the artifact manager may write to
     * @throws IOException if one of them is not there afterwards; then some may be
     * @throws InterruptedException if the build is aborted
     */
    void archive(Map<String, String> staged, TaskListener listener) throws IOException, InterruptedException {
        if (staged.isEmpty()) {
            return;
        }
        var manager = run.pickArtifactManager();
        var local = LocalArtifacts.of(manager);
        if (local.isPresent()) {
            for (var file : staged.entrySet()) {
                local.get().move(file(file.getValue()), file.getKey());
            }
            return;
        }
        for (int attempt = 1; ; attempt++) {
            manager.archive(
                    new FilePath(folder().toFile()),
                    new Launcher.LocalLauncher(listener),
                    BuildListenerAdapter.wrap(listener),
                    staged);
            var wrong = wrong(staged);
            if (wrong.isEmpty()) {
                return;
            }
            if (attempt == 2) {
                throw new IOException(wrong.get() + " was archived twice, and is not what was written");
            }
        }
    }

    private Optional<String> wrong(Map<String, String> staged) throws IOException {
        for (var file : staged.entrySet()) {
            var there = run.getArtifactManager().root().child(file.getKey());
            if (!there.isFile() || !digest(there).equals(sha256(file.getValue()))) {
                return Optional.of(file.getKey());
            }
        }
        return Optional.empty();
    }

    /** Deletes drafts. The folder stays while the run goes on: another branch may be about to write there. */
    void delete(Collection<String> names) throws IOException {
        for (var name : names) {
            Files.deleteIfExists(file(name));
        }
    }

    /**
     * Deletes those that meet a condition, and the folder if there are no others.
     *
     * @throws IOException if one cannot be deleted
     */
    void deleteAll(Predicate<Path> condition) throws IOException {
        if (!Files.isDirectory(folder(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean empty = true;
        try (var all = Files.newDirectoryStream(folder())) {
            for (var draft : all) {
                if (condition.test(draft)) {
                    Files.deleteIfExists(draft);
                } else {
                    empty = false;
                }
            }
        }
        if (empty) {
            try {
                Files.deleteIfExists(folder());
            } catch (DirectoryNotEmptyException e) {
                LOGGER.log(Level.FINE, "a draft was added meanwhile", e);
            }
        }
    }

    /** The SHA-256 of an archived file, in hexadecimal. */
    static String digest(VirtualFile file) throws IOException {
        var digest = DigestAlgorithm.SHA256.newDigest();
        try (var in = file.open();
                var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
