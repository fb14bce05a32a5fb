package io.jenkins.plugins.intoto.engine.artifact;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/**
 * The bytes behind {@link Artifacts}. An entry is: how many bytes its path shares with the one before, how many follow,
 * those bytes, and the digests as {@link DigestSet} encodes them. Entries stand in blocks of {@link #BLOCK}; the first of a
 * block shares nothing, so that a search can begin at any block. Blocks stand in chunks, which bounds what growing copies.
 */
final class ArtifactTable {
    /** Entries in a block. */
    static final int BLOCK = 32;

    private static final int CHUNK = 1 << 20;
    private static final byte[] MAGIC = "in-toto artifacts 1\n".getBytes(StandardCharsets.US_ASCII);

    private final List<byte[]> chunks = new ArrayList<>();
    private long[] blocks = new long[16];
    private int blockCount;
    private int chunkUsed;
    private final ByteBuilder block = new ByteBuilder(4096);
    private int size;
    private byte[] last = new byte[0];

    /**
     * Appends an entry.
     *
     * @param path its UTF-8 path, greater than the one before
     * @param table where the encoded digests are
     * @param from their first byte
     * @param to behind their last byte
     */
    void append(byte[] path, byte[] table, int from, int to) {
        int shared = size % BLOCK == 0 ? 0 : Arrays.mismatch(last, path);
        block.putVarint(shared);
        block.putVarint(path.length - shared);
        block.put(path, shared, path.length - shared);
        block.put(table, from, to - from);
        last = path;
        if (++size % BLOCK == 0) {
            endBlock();
        }
    }

    /** Compares a path to the last one appended. */
    int compareToLast(byte[] path) {
        return size == 0 ? 1 : Arrays.compareUnsigned(path, last);
    }

    Artifacts toArtifacts() {
        if (block.size() > 0) {
            endBlock();
        }
        trimChunk();
        return new Artifacts(chunks.toArray(byte[][]::new), Arrays.copyOf(blocks, blockCount), size);
    }

    private void endBlock() {
        if (chunks.isEmpty() || block.size() > chunks.get(chunks.size() - 1).length - chunkUsed) {
            trimChunk();
            chunks.add(new byte[Math.max(chunks.isEmpty() ? block.size() : CHUNK, block.size())]);
            chunkUsed = 0;
        }
        if (blockCount == blocks.length) {
            blocks = Arrays.copyOf(blocks, blockCount * 2);
        }
        blocks[blockCount++] = (long) (chunks.size() - 1) << 32 | chunkUsed;
        System.arraycopy(block.array(), 0, chunks.get(chunks.size() - 1), chunkUsed, block.size());
        chunkUsed += block.size();
        block.clear();
    }

    private void trimChunk() {
        if (!chunks.isEmpty()) {
            chunks.set(chunks.size() - 1, Arrays.copyOf(chunks.get(chunks.size() - 1), chunkUsed));
        }
    }

    static void write(byte[][] chunks, long[] blocks, int size, OutputStream out) throws IOException {
        out.write(MAGIC);
        out.write(ByteBuffer.allocate(Integer.BYTES).putInt(size).array());
        for (byte[] chunk : chunks) {
            out.write(chunk);
        }
    }

    static Artifacts read(InputStream in, SnapshotLimits limits) throws IOException, MalformedSnapshotException {
        try {
            return new Reader(in, limits).read();
        } catch (EOFException e) {
            throw new MalformedSnapshotException("it ends too early");
        }
    }

    /** Reads entries from a stream, trusting none of it. */
    private static final class Reader {
        private final DataInputStream in;
        private final SnapshotLimits limits;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        private long left;
        private long pathBytesLeft;

        Reader(InputStream in, SnapshotLimits limits) {
            this.in = new DataInputStream(in);
            this.limits = limits;
            this.left = limits.bytes();
            this.pathBytesLeft = limits.pathBytes();
        }

        Artifacts read() throws IOException, MalformedSnapshotException {
            if (!Arrays.equals(bytes(MAGIC.length), MAGIC)) {
                throw new MalformedSnapshotException("it does not begin as one");
            }
            int size = ByteBuffer.wrap(bytes(Integer.BYTES)).getInt();
            if (size < 0 || size > limits.entries()) {
                throw new MalformedSnapshotException(
                        size < 0
                                ? "it has a negative number of entries"
                                : "it has " + size + " entries, more than the " + limits.entries() + " accepted");
            }
            var table = new ArtifactTable();
            byte[] path = new byte[0];
            for (int i = 0; i < size; i++) {
                path = path(path, i);
                if (table.compareToLast(path) <= 0) {
                    throw new MalformedSnapshotException("entry " + i + " is out of order");
                }
                byte[] digests = digests(i);
                table.append(path, digests, 0, digests.length);
            }
            return table.toArtifacts();
        }

        private byte[] path(byte[] before, int entry) throws IOException, MalformedSnapshotException {
            int shared = varint();
            if (shared > before.length || (entry % BLOCK == 0 && shared != 0)) {
                throw new MalformedSnapshotException("entry " + entry + " shares more than there is");
            }
            // Checked before anything is allocated.
            int length = Math.addExact(shared, varint());
            if (length > SnapshotLimits.LONGEST_PATH) {
                throw new MalformedSnapshotException(
                        "the path of entry " + entry + " is longer than " + SnapshotLimits.LONGEST_PATH + " bytes");
            }
            pathBytesLeft -= length;
            if (pathBytesLeft < 0) {
                throw new MalformedSnapshotException(
                        "its paths are longer than the " + limits.pathBytes() + " bytes accepted");
            }
            byte[] path = Arrays.copyOf(before, length);
            read(path, shared, length - shared);
            requireAccepted(path, entry);
            return path;
        }

        private void requireAccepted(byte[] path, int entry) throws MalformedSnapshotException {
            try {
                if (limits.paths().test(decoder.decode(ByteBuffer.wrap(path)).toString())) {
                    return;
                }
            } catch (CharacterCodingException e) {
                throw new MalformedSnapshotException("the path of entry " + entry + " is not valid Unicode");
            }
            throw new MalformedSnapshotException("the path of entry " + entry + " is not that of a recorded file");
        }

        private byte[] digests(int entry) throws IOException, MalformedSnapshotException {
            var encoded = new ByteArrayOutputStream(64);
            int count = get();
            encoded.write(count);
            int last = 0;
            var algorithms = EnumSet.noneOf(DigestAlgorithm.class);
            for (int i = 0; i < count; i++) {
                int code = get();
                // In order and none twice, so that there is one encoding for a set.
                if (code <= last || code > DigestAlgorithm.values().length) {
                    throw new MalformedSnapshotException("it has a digest of an unknown algorithm");
                }
                last = code;
                var algorithm = DigestAlgorithm.values()[code - 1];
                algorithms.add(algorithm);
                encoded.write(code);
                encoded.write(bytes(algorithm.length()));
            }
            if (limits.algorithms().isPresent() && !limits.algorithms().get().equals(algorithms)) {
                throw new MalformedSnapshotException("entry " + entry + " has other digests than were asked for");
            }
            return encoded.toByteArray();
        }

        private int varint() throws IOException, MalformedSnapshotException {
            int number = 0;
            for (int shift = 0; shift < 28; shift += 7) {
                int b = get();
                number |= (b & 0x7f) << shift;
                if (b < 0x80) {
                    return number;
                }
            }
            throw new MalformedSnapshotException("it has a length beyond 256 MiB");
        }

        private int get() throws IOException, MalformedSnapshotException {
            count(1);
            return in.readUnsignedByte();
        }

        private byte[] bytes(int count) throws IOException, MalformedSnapshotException {
            byte[] bytes = new byte[count];
            read(bytes, 0, count);
            return bytes;
        }

        private void read(byte[] target, int from, int length) throws IOException, MalformedSnapshotException {
            count(length);
            in.readFully(target, from, length);
        }

        private void count(int bytes) throws MalformedSnapshotException {
            left -= bytes;
            if (left < 0) {
                throw new MalformedSnapshotException("it is longer than the " + limits.bytes() + " bytes accepted");
            }
        }
    }
}
