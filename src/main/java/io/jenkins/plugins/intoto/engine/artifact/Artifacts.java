package io.jenkins.plugins.intoto.engine.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The materials or the products of a step: paths with their digests, unique and sorted by code point (in-toto specification
 * 1.0, section 4.3.3). Immutable and compact: some fifty bytes a file, since neighbouring paths share their beginnings, so
 * that a snapshot of a million files fits in memory and crosses a network as it is.
 */
public final class Artifacts {
    /** No artifacts. */
    public static final Artifacts NONE = new Artifacts(new byte[0][], new long[0], 0);

    private final byte[][] chunks;
    private final long[] blocks;
    private final int size;

    /**
     * @param chunks the encoded entries, see {@link ArtifactTable}
     * @param blocks where each block begins: the chunk in the upper half, the offset in the lower one
     * @param size how many entries there are
     */
    Artifacts(byte[][] chunks, long[] blocks, int size) {
        this.chunks = chunks;
        this.blocks = blocks;
        this.size = size;
    }

    /** Collects artifacts in any order. */
    public static ArtifactsBuilder builder() {
        return new ArtifactsBuilder();
    }

    /**
     * @param artifacts path to digests
     */
    public static Artifacts of(Map<String, DigestSet> artifacts) {
        var builder = builder();
        artifacts.forEach(builder::add);
        try {
            return builder.build();
        } catch (DuplicateArtifactException e) {
            throw new IllegalArgumentException("the keys of a map are unique", e);
        }
    }

    /**
     * Reads what {@link #writeTo} wrote. The bytes are not trusted: order, uniqueness and text are checked.
     *
     * @param in where the bytes come from; read up to the end of the snapshot
     * @param limits what is accepted
     * @throws MalformedSnapshotException if the bytes are not a snapshot, or not one that is accepted
     * @throws IOException if reading fails
     */
    public static Artifacts readFrom(InputStream in, SnapshotLimits limits)
            throws IOException, MalformedSnapshotException {
        return ArtifactTable.read(in, limits);
    }

    /**
     * Writes the snapshot as one stream of bytes, for {@link #readFrom}.
     *
     * @param out neither flushed nor closed
     * @throws IOException if writing fails
     */
    public void writeTo(OutputStream out) throws IOException {
        ArtifactTable.write(chunks, blocks, size, out);
    }

    /** How many artifacts there are. */
    public int size() {
        return size;
    }

    /** About how many bytes of memory they take. */
    public long bytes() {
        long bytes = (long) blocks.length * Long.BYTES;
        for (byte[] chunk : chunks) {
            bytes += chunk.length;
        }
        return bytes;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** The digests of a path, if it is there. */
    public Optional<DigestSet> find(String path) {
        var cursor = cursor();
        return cursor.seek(path) ? Optional.of(cursor.digests()) : Optional.empty();
    }

    /** Whether a path is there. */
    public boolean contains(String path) {
        return cursor().seek(path);
    }

    /** A position before the first artifact, to walk over all in order. */
    public ArtifactCursor cursor() {
        return new ArtifactCursor(chunks, blocks, size);
    }

    /** Hands over every artifact in the order of the paths. */
    public void forEach(BiConsumer<String, DigestSet> action) {
        var cursor = cursor();
        while (cursor.next()) {
            action.accept(cursor.path(), cursor.digests());
        }
    }

    /** All artifacts as a map in the order of the paths, unmodifiable; for few artifacts. */
    public Map<String, DigestSet> toMap() {
        var map = new LinkedHashMap<String, DigestSet>();
        forEach(map::put);
        return Collections.unmodifiableMap(map);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Artifacts artifacts) || artifacts.size != size) {
            return false;
        }
        var mine = cursor();
        var theirs = artifacts.cursor();
        while (mine.next()) {
            theirs.next();
            if (!mine.samePath(theirs) || !mine.sameDigests(theirs)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = size;
        var cursor = cursor();
        while (cursor.next()) {
            hash = 31 * hash + cursor.path().hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        return size + (size == 1 ? " artifact" : " artifacts");
    }
}
