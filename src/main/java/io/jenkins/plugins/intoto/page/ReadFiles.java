package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.util.VirtualFile;

/**
 * What was read of archived files, kept for a while, of a run that goes on too, unless the file was replaced. Nobody waits for
 * what somebody else reads.
 *
 * @param <T> what is read of a file
 */
final class ReadFiles<T> {
    /** Reads a file. */
    interface Reader<T, E extends Exception> {
        T read() throws E;
    }

    /** A file as it was when it was read. */
    private record Version(Object key, long size, long modified) {}

    private final Map<Version, SoftReference<T>> known = new ConcurrentHashMap<>();

    /**
     * What a file holds, read now unless it is known.
     *
     * @param file the file
     * @param key what the file is known by
     * @param maxBytes up to which size it is read at all; the reader says so of larger ones
     * @param budget what may be read now
     * @param reader reads the file
     * @return empty if it is not read yet
     * @throws UnreadableFileException if the file cannot be looked at
     * @throws E as the reader does
     */
    <E extends Exception> Optional<T> get(
            VirtualFile file, Object key, long maxBytes, ReadingBudget budget, Reader<T, E> reader)
            throws UnreadableFileException, E {
        var version = version(file, key);
        var reference = known.get(version);
        var kept = reference == null ? null : reference.get();
        if (kept != null) {
            return Optional.of(kept);
        }
        if (!budget.admits(version.size() > maxBytes ? 0 : version.size())) {
            return Optional.empty();
        }
        T read = reader.read();
        known.keySet().removeIf(other -> other.key().equals(key));
        known.put(version, new SoftReference<>(read));
        return Optional.of(read);
    }

    private static Version version(VirtualFile file, Object key) throws UnreadableFileException {
        try {
            return new Version(key, file.length(), file.lastModified());
        } catch (IOException e) {
            throw new UnreadableFileException(file.getName(), "cannot be looked at: " + e.getMessage(), e);
        }
    }
}
