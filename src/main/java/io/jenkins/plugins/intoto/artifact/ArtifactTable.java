package io.jenkins.plugins.intoto.artifact;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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

    static Artifacts read(InputStream in, long maxBytes) throws IOException, MalformedSnapshotException {
        try {
            return new Reader(in, maxBytes).read();
        } catch (EOFException e) {
            throw new MalformedSnapshotException("it ends too early");
        }
    }

    /** Reads entries from a stream, trusting none of it. */
    private static final class Reader {
        private final DataInputStream in;
        private long left;

        Reader(InputStream in, long maxBytes) {
            this.in = new DataInputStream(in);
            this.left = maxBytes;
        }

        Artifacts read() throws IOException, MalformedSnapshotException {
            if (!Arrays.equals(bytes(MAGIC.length), MAGIC)) {
                throw new MalformedSnapshotException("it does not begin as one");
            }
            int size = ByteBuffer.wrap(bytes(Integer.BYTES)).getInt();
            var table = new ArtifactTable();
            byte[] path = new byte[0];
            for (int i = 0; i < size; i++) {
                int shared = varint();
                if (shared > path.length || (i % BLOCK == 0 && shared != 0)) {
                    throw new MalformedSnapshotException("entry " + i + " shares more than there is");
                }
                byte[] rest = bytes(varint());
                path = Arrays.copyOf(path, shared + rest.length);
                System.arraycopy(rest, 0, path, shared, rest.length);
                requireText(path, i);
                if (table.compareToLast(path) <= 0) {
                    throw new MalformedSnapshotException("entry " + i + " is out of order");
                }
                byte[] digests = digests();
                table.append(path, digests, 0, digests.length);
            }
            if (size < 0) {
                throw new MalformedSnapshotException("it has a negative number of entries");
            }
            return table.toArtifacts();
        }

        private static void requireText(byte[] path, int entry) throws MalformedSnapshotException {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(path));
            } catch (CharacterCodingException e) {
                throw new MalformedSnapshotException("the path of entry " + entry + " is not valid Unicode");
            }
        }

        private byte[] digests() throws IOException, MalformedSnapshotException {
            var encoded = new ByteArrayOutputStream(64);
            int count = get();
            encoded.write(count);
            for (int i = 0; i < count; i++) {
                int code = get();
                if (code == 0 || code > DigestAlgorithm.values().length) {
                    throw new MalformedSnapshotException("it has a digest of an unknown algorithm");
                }
                encoded.write(code);
                encoded.write(bytes(DigestAlgorithm.values()[code - 1].length()));
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
            return bytes(1)[0] & 0xff;
        }

        private byte[] bytes(int count) throws IOException, MalformedSnapshotException {
            left -= count;
            if (left < 0) {
                throw new MalformedSnapshotException("it is longer than accepted");
            }
            byte[] bytes = in.readNBytes(count);
            if (bytes.length < count) {
                throw new EOFException();
            }
            return bytes;
        }
    }
}
