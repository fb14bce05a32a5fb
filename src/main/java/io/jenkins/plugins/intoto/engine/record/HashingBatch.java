package io.jenkins.plugins.intoto.engine.record;

import io.jenkins.plugins.intoto.engine.artifact.ArtifactsBuilder;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import io.jenkins.plugins.intoto.engine.model.ArtifactPaths;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Some files that are hashed by one thread in one go: filled by one thread, hashed by a second, delivered by the first. */
final class HashingBatch {
    private static final int FILES = 64;
    private static final long BYTES = 1 << 20;

    private final String[] names = new String[FILES];
    private final Path[] files = new Path[FILES];
    private final BasicFileAttributes[] attributes = new BasicFileAttributes[FILES];
    private final DigestSet[] digests = new DigestSet[FILES];
    private int size;
    private long bytes;
    private Throwable failure;
    private boolean done;

    void add(String name, Path file, BasicFileAttributes fileAttributes) {
        names[size] = name;
        files[size] = file;
        attributes[size] = fileAttributes;
        size++;
        bytes += fileAttributes.size();
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == FILES || bytes >= BYTES;
    }

    /** Hashes the files up to the first that fails. */
    void hash(FileHasher hasher) {
        try {
            for (int i = 0; i < size; i++) {
                digests[i] = hasher.hash(files[i], attributes[i]);
            }
        } catch (RecordingException | RuntimeException | Error e) {
            failure = e;
        }
    }

    boolean isDone() {
        return done;
    }

    void done() {
        done = true;
    }

    /**
     * Hands over the digests.
     *
     * @return how many files there were
     * @throws RecordingException if a file could not be hashed, or its name is not valid Unicode
     */
    int deliver(ArtifactsBuilder artifacts) throws RecordingException {
        if (failure instanceof RecordingException recording) {
            throw recording;
        }
        if (failure != null) {
            throw new IllegalStateException("hashing failed", failure);
        }
        for (int i = 0; i < size; i++) {
            if (ArtifactPaths.hasControlCharacter(names[i])) {
                throw RecordingException.of(RecordingException.Reason.CONTROL_CHARACTER, FileNames.of(files[i]));
            }
            try {
                artifacts.add(names[i], digests[i]);
            } catch (IllegalArgumentException e) {
                throw RecordingException.of(RecordingException.Reason.NOT_UNICODE, FileNames.of(files[i]));
            }
        }
        return size;
    }
}
