package io.jenkins.plugins.intoto.page;

import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What pages have read of archived files, kept for the views that follow. There is one for all runs, and what it keeps takes no
 * more than {@value #MOST_BYTES} bytes: what nobody has asked for the longest time goes first. A file that was replaced is read
 * again. Nobody waits for what somebody else reads.
 */
final class ReadFiles {
    static final long MOST_BYTES = 64L << 20;

    /**
     * Reads a file.
     *
     * @param <T> what is read of it
     * @param <E> how it can fail
     */
    interface Reader<T, E extends Exception> {
        T read() throws E;

        /**
         * About how many bytes of memory it takes to keep what was read.
         *
         * @param read what was read
         * @param size how many bytes the file has
         */
        default long bytes(T read, long size) {
            return size;
        }
    }

    /** A file of a run, and what is read of it. A run that was deleted may have a successor of the same name. */
    private record Key(String run, long started, Class<?> type, Object identity) {}

    private record Kept(long size, long modified, Object read, long bytes) {
        boolean isOf(long sizeNow, long modifiedNow) {
            return size == sizeNow && modified == modifiedNow;
        }
    }

    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final long mostBytes;
    private long bytes;

    ReadFiles() {
        this(MOST_BYTES);
    }

    /**
     * @param mostBytes about how many bytes of memory all that is kept may take
     */
    ReadFiles(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * What a file in the folder of a run holds, read now unless it is kept.
     *
     * @param run the run
     * @param fileName the name of the file
     * @param type what is read of it
     * @param identity what tells it from others of this type and run
     * @param budget what may be read now
     * @param reader reads the file
     * @return empty if it is not read yet
     * @throws UnreadableFileException if the file cannot be looked at
     * @throws E as the reader does
     */
    <T, E extends Exception> Optional<T> get(
            Run<?, ?> run, String fileName, Class<T> type, Object identity, ReadingBudget budget, Reader<T, E> reader)
            throws UnreadableFileException, E {
        long size;
        long modified;
        try {
            var file = new RunArchive(run).folder().child(fileName);
            size = file.length();
            modified = file.lastModified();
        } catch (IOException e) {
            throw new UnreadableFileException(fileName, "cannot be looked at: " + e.getMessage(), e);
        }
        var key = new Key(run.getExternalizableId(), run.getStartTimeInMillis(), type, identity);
        var known = known(key);
        if (known.isPresent() && known.get().isOf(size, modified)) {
            return Optional.of(type.cast(known.get().read()));
        }
        if (!budget.isLeft()) {
            return Optional.empty();
        }
        T read = reader.read();
        keep(key, new Kept(size, modified, read, reader.bytes(read, size)));
        return Optional.of(read);
    }

    private synchronized Optional<Kept> known(Key key) {
        return Optional.ofNullable(kept.get(key));
    }

    private synchronized void keep(Key key, Kept read) {
        var replaced = kept.put(key, read);
        bytes += read.bytes() - (replaced == null ? 0 : replaced.bytes());
        var eldest = kept.values().iterator();
        while (bytes > mostBytes) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
    }

    /** About how many bytes of memory all that is kept may take. */
    long mostBytes() {
        return mostBytes;
    }

    /** About how many bytes of memory all that is kept takes. */
    synchronized long bytes() {
        return bytes;
    }
}
