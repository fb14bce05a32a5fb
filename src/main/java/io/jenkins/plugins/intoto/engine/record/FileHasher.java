package io.jenkins.plugins.intoto.engine.record;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hashes one file after the other through one buffer; a large one is read ahead by a thread of its own where one is to
 * spare, since copying it out of the page cache takes a fifth of the time that hashing does. Not safe for use by several
 * threads.
 */
final class FileHasher {
    /** Less than what the C library takes from the system anew for each read. */
    private static final int BUFFER = 64 * 1024;

    /** A size in bytes from which starting a thread does not matter. */
    private static final long LARGE = 8 << 20;

    private final List<DigestAlgorithm> algorithms;
    private final MessageDigest[] digests;
    /** Null if contents are hashed as they are. */
    private final LineEndings lineEndings;

    private final AtomicLong bytesRead;
    private final SpareThreads spare;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    /**
     * @param bytesRead is added to with every read
     * @param spare tells whether there is a thread for reading ahead
     */
    FileHasher(
            List<DigestAlgorithm> algorithms, boolean normalizeLineEndings, AtomicLong bytesRead, SpareThreads spare) {
        this.algorithms = algorithms;
        this.digests = new MessageDigest[algorithms.size()];
        for (int i = 0; i < algorithms.size(); i++) {
            digests[i] = algorithms.get(i).newDigest();
        }
        this.lineEndings = normalizeLineEndings ? new LineEndings() : null;
        this.bytesRead = bytesRead;
        this.spare = spare;
    }

    /**
     * Hashes a file.
     *
     * @param before its attributes when it was found
     * @throws RecordingException if it cannot be read, or is not what it was
     */
    DigestSet hash(Path file, BasicFileAttributes before) throws RecordingException {
        try {
            boolean whole = read(file, before.size());
            var after = Files.readAttributes(file, BasicFileAttributes.class);
            if (!whole || !isSame(before, after)) {
                throw RecordingException.of(RecordingException.Reason.CHANGED, FileNames.of(file));
            }
        } catch (IOException e) {
            throw DirectoryWalk.unreadable(file, e);
        }
        return digests();
    }

    /** Reads a file of an expected size; whether it had at least this size. */
    private boolean read(Path file, long size) throws IOException {
        reset();
        try (var in = FileNames.open(file)) {
            if (size >= LARGE && spare.tryOccupy()) {
                try (var ahead = new ReadAhead(in)) {
                    return update(ahead::next, size);
                } finally {
                    spare.release();
                }
            }
            return update(() -> buffer.limit(Math.max(in.read(buffer.array()), 0)), size);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException().initCause(e);
        }
    }

    /** The parts of a file, one after the other; an empty one at its end. */
    private interface Parts {
        ByteBuffer next() throws IOException, InterruptedException;
    }

    private boolean update(Parts parts, long size) throws IOException, InterruptedException {
        long left = size;
        // An empty file is read from all the same: what the kernel makes up on reading has a size of 0 as well.
        do {
            var part = parts.next();
            int count = part.limit();
            if (count == 0) {
                return left == 0;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException();
            }
            left -= count;
            bytesRead.addAndGet(count);
            int length = lineEndings == null ? count : lineEndings.normalize(part.array(), count);
            for (MessageDigest digest : digests) {
                digest.update(part.array(), 0, length);
            }
        } while (left > 0);
        return left == 0;
    }

    private void reset() {
        if (lineEndings != null) {
            lineEndings.reset();
        }
        // After a failure a digest may hold half a file.
        for (MessageDigest digest : digests) {
            digest.reset();
        }
    }

    private DigestSet digests() {
        if (algorithms.size() == 1) {
            return DigestSet.of(algorithms.get(0), digests[0].digest());
        }
        Map<DigestAlgorithm, byte[]> values = new EnumMap<>(DigestAlgorithm.class);
        for (int i = 0; i < algorithms.size(); i++) {
            values.put(algorithms.get(i), digests[i].digest());
        }
        return DigestSet.ofRaw(values);
    }

    private static boolean isSame(BasicFileAttributes before, BasicFileAttributes after) {
        return before.size() == after.size()
                && before.lastModifiedTime().equals(after.lastModifiedTime())
                && Objects.equals(before.fileKey(), after.fileKey());
    }
}
