package io.jenkins.plugins.intoto.archive;

import hudson.model.Run;
import io.jenkins.plugins.intoto.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.file.AtomicFile;
import io.jenkins.plugins.intoto.file.FileFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.util.Collection;
import java.util.HexFormat;
import java.util.UUID;
import jenkins.util.VirtualFile;

/**
 * Files that are complete and on disk, but not yet archived: in a folder of the run, where a full temporary folder does not
 * matter and which is deleted with the run. Each is called by its SHA-256.
 */
final class Drafts {
    static final String FOLDER = "in-toto-drafts";

    private final Run<?, ?> run;

    Drafts(Run<?, ?> run) {
        this.run = run;
    }

    /** The folder; it is there only while there are drafts. The folder of the run may have been moved since. */
    Path folder() {
        return run.getRootDir().toPath().resolve(FOLDER);
    }

    Path file(String sha256) {
        return folder().resolve(sha256);
    }

    boolean has(String sha256) {
        return Files.isRegularFile(file(sha256));
    }

    /**
     * Writes a draft.
     *
     * @param path where it belongs, for messages
     * @return its SHA-256 in hexadecimal
     * @throws IOException if it cannot be written; then there is none
     */
    String add(String path, AtomicFile.Content<IOException> content) throws IOException {
        RunFolder.create(folder());
        var digest = DigestAlgorithm.SHA256.newDigest();
        var unnamed = folder().resolve(UUID.randomUUID().toString());
        try {
            AtomicFile.<IOException>write(unnamed, out -> {
                var digesting = new DigestOutputStream(out, digest);
                content.writeTo(digesting);
                digesting.flush();
            });
            var name = HexFormat.of().formatHex(digest.digest());
            Files.move(unnamed, file(name), StandardCopyOption.REPLACE_EXISTING);
            return name;
        } catch (FileSystemException e) {
            // What it is called while it is made says nothing.
            throw FileFailure.of(Path.of(path), e);
        } finally {
            Files.deleteIfExists(unnamed);
        }
    }

    /** Deletes drafts, and the folder if it has no others. */
    void delete(Collection<String> digests) throws IOException {
        for (var digest : digests) {
            Files.deleteIfExists(file(digest));
        }
        RunFolder.deleteIfEmpty(folder());
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
