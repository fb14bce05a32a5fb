package io.jenkins.plugins.intoto.engine.artifact;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Collects the entries of {@link Artifacts}. They may come in any order; what comes in the order of the paths is written
 * down at once, each break of that order begins a new run, and the runs are merged at the end. Not safe for use by several
 * threads.
 */
public final class ArtifactsBuilder {
    private final List<Artifacts> runs = new ArrayList<>();
    private ArtifactTable run = new ArtifactTable();
    private String duplicate;

    ArtifactsBuilder() {}

    /**
     * Adds an artifact.
     *
     * @param path any text of valid Unicode
     * @param digests its digests
     * @throws IllegalArgumentException if the path is not valid Unicode
     */
    public ArtifactsBuilder add(String path, DigestSet digests) {
        byte[] utf8 = utf8(path);
        int order = run.compareToLast(utf8);
        if (order == 0) {
            duplicate = path;
            return this;
        }
        if (order < 0) {
            runs.add(run.toArtifacts());
            run = new ArtifactTable();
        }
        byte[] encoded = digests.encoded();
        run.append(utf8, encoded, 0, encoded.length);
        return this;
    }

    /**
     * All that was added; the builder must not be used afterwards.
     *
     * @throws DuplicateArtifactException if a path was added twice
     */
    public Artifacts build() throws DuplicateArtifactException {
        if (duplicate != null) {
            throw new DuplicateArtifactException(duplicate);
        }
        var last = run.toArtifacts();
        if (runs.isEmpty()) {
            return last;
        }
        runs.add(last);
        return merge(runs);
    }

    private static Artifacts merge(List<Artifacts> runs) throws DuplicateArtifactException {
        var queue = new PriorityQueue<ArtifactCursor>(runs.size(), ArtifactCursor::comparePaths);
        for (var run : runs) {
            var cursor = run.cursor();
            if (cursor.next()) {
                queue.add(cursor);
            }
        }
        var merged = new ArtifactTable();
        while (!queue.isEmpty()) {
            var least = queue.remove();
            if (merged.compareToLast(least.pathBytes()) == 0) {
                throw new DuplicateArtifactException(least.path());
            }
            least.appendTo(merged);
            if (least.next()) {
                queue.add(least);
            }
        }
        return merged.toArtifacts();
    }

    /** UTF-8 bytes, refusing what the encoder would silently replace by a question mark. */
    static byte[] utf8(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        boolean isReplaced = false;
        for (byte octet : bytes) {
            isReplaced |= octet == '?';
        }
        if (isReplaced && !StandardCharsets.UTF_8.newEncoder().canEncode(path)) {
            throw new IllegalArgumentException("a path is not valid Unicode");
        }
        return bytes;
    }
}
