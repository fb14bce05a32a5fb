package io.jenkins.plugins.intoto.engine.artifact;

import io.jenkins.plugins.intoto.engine.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks forward over {@link Artifacts} in the order of the paths, from a position before the first. Two cursors that move
 * forward together compare two sets of artifacts in linear time. Not safe for use by several threads.
 */
public final class ArtifactCursor {
    private final byte[][] chunks;
    private final long[] blocks;
    private final int size;

    /** The index of the current entry; -1 before the first. */
    private int index = -1;

    private byte[] chunk;
    private int position;
    private byte[] path = new byte[128];
    private int pathLength;
    private int digestsFrom;

    ArtifactCursor(byte[][] chunks, long[] blocks, int size) {
        this.chunks = chunks;
        this.blocks = blocks;
        this.size = size;
    }

    /** Moves to the next artifact; false if there is none, and then there is no current one. */
    public boolean next() {
        if (index + 1 >= size) {
            index = size;
            return false;
        }
        index++;
        if (index % ArtifactTable.BLOCK == 0) {
            moveTo(index / ArtifactTable.BLOCK);
        }
        var in = new ByteCursor(chunk, position);
        int shared = in.varint();
        int rest = in.varint();
        pathLength = shared + rest;
        if (pathLength > path.length) {
            path = Arrays.copyOf(path, Math.max(pathLength, path.length * 2));
        }
        System.arraycopy(chunk, in.position(), path, shared, rest);
        digestsFrom = in.position() + rest;
        position = DigestSet.skip(chunk, digestsFrom);
        return true;
    }

    /**
     * Moves forward to the first artifact whose path is not less than the given one; stays if the current one is.
     *
     * @return whether the artifact found has exactly this path
     */
    public boolean seek(String target) {
        byte[] utf8 = target.getBytes(StandardCharsets.UTF_8);
        return seek(utf8, utf8.length);
    }

    /**
     * Moves forward to the first artifact whose path is not less than that of another cursor's current artifact.
     *
     * @return whether the artifact found has exactly that path
     */
    public boolean seek(ArtifactCursor target) {
        target.requireCurrent();
        return seek(target.path, target.pathLength);
    }

    /** Whether the current artifact, or the end, lies behind a path, so that {@link #seek} cannot reach it any more. */
    public boolean isBeyond(String target) {
        byte[] utf8 = target.getBytes(StandardCharsets.UTF_8);
        return index >= size ? size > 0 : index >= 0 && comparePath(utf8, utf8.length) > 0;
    }

    private boolean seek(byte[] target, int length) {
        if (index >= 0 && index < size) {
            int order = comparePath(target, length);
            if (order >= 0) {
                return order == 0;
            }
        }
        skipBlocks(target, length);
        while (next()) {
            int order = comparePath(target, length);
            if (order >= 0) {
                return order == 0;
            }
        }
        return false;
    }

    /** Goes to just before the last block that begins with at most the target, if that lies ahead. */
    private void skipBlocks(byte[] target, int length) {
        int current = index < 0 ? -1 : index / ArtifactTable.BLOCK;
        int low = current;
        int step = 1;
        while (low + step < blocks.length && compareHead(low + step, target, length) <= 0) {
            low += step;
            step *= 2;
        }
        int high = Math.min(low + step, blocks.length);
        while (low + 1 < high) {
            int middle = (low + high) >>> 1;
            if (compareHead(middle, target, length) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        if (low > current) {
            index = low * ArtifactTable.BLOCK - 1;
        }
    }

    private int compareHead(int block, byte[] target, int targetLength) {
        byte[] bytes = chunks[(int) (blocks[block] >>> 32)];
        var in = new ByteCursor(bytes, (int) blocks[block]);
        in.varint();
        int length = in.varint();
        return Arrays.compareUnsigned(bytes, in.position(), in.position() + length, target, 0, targetLength);
    }

    private void moveTo(int block) {
        chunk = chunks[(int) (blocks[block] >>> 32)];
        position = (int) blocks[block];
    }

    private int comparePath(byte[] target, int length) {
        return Arrays.compareUnsigned(path, 0, pathLength, target, 0, length);
    }

    /** The path of the current artifact. */
    public String path() {
        requireCurrent();
        return new String(path, 0, pathLength, StandardCharsets.UTF_8);
    }

    /** The digests of the current artifact. */
    public DigestSet digests() {
        requireCurrent();
        return DigestSet.decode(chunk, digestsFrom, position);
    }

    /**
     * Writes the current artifact as a member of the object that materials or products are: the path, and its digests.
     *
     * @throws IOException if writing fails
     */
    public void writeTo(JsonWriter json) throws IOException {
        requireCurrent();
        json.name(path, pathLength);
        DigestSet.write(chunk, digestsFrom, json);
    }

    /** The index of the current artifact among all, from 0. */
    public int index() {
        requireCurrent();
        return index;
    }

    /** Whether the current artifacts of both cursors have equal digests. */
    public boolean sameDigests(ArtifactCursor other) {
        requireCurrent();
        other.requireCurrent();
        return Arrays.equals(chunk, digestsFrom, position, other.chunk, other.digestsFrom, other.position);
    }

    /**
     * Whether the current artifacts of both cursors are known to be the same file: they have digests, and equal ones. Two
     * artifacts without any digest have nothing in common.
     */
    public boolean matches(ArtifactCursor other) {
        return sameDigests(other) && chunk[digestsFrom] != 0;
    }

    boolean samePath(ArtifactCursor other) {
        return comparePaths(this, other) == 0;
    }

    /** Compares the current paths of two cursors, by code point. */
    public static int comparePaths(ArtifactCursor a, ArtifactCursor b) {
        return Arrays.compareUnsigned(a.path, 0, a.pathLength, b.path, 0, b.pathLength);
    }

    byte[] pathBytes() {
        return Arrays.copyOf(path, pathLength);
    }

    void appendTo(ArtifactTable table) {
        table.append(pathBytes(), chunk, digestsFrom, position);
    }

    private void requireCurrent() {
        if (index < 0 || index >= size) {
            throw new IllegalStateException("the cursor is not at an artifact");
        }
    }
}
