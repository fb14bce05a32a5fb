package io.jenkins.plugins.intoto.archive;

import io.jenkins.plugins.intoto.engine.file.AtomicFile;
import io.jenkins.plugins.intoto.engine.file.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Pointers in 256 files, by the first two digits of the artifact's digest, so that a look-up reads one small file. Each is added
 * to, or replaced as a whole; what is on a damaged line is passed over. Safe for use by several threads.
 */
final class DigestShards {
    private static final int COUNT = 256;
    private static final String DRAFT = ".new";

    private final Path folder;
    private final Object[] locks = new Object[COUNT];

    /** The replacement that is going on; null if there is none. */
    private volatile Replacement replacement;

    /**
     * @param folder where the files are; made when it is needed
     */
    DigestShards(Path folder) {
        this.folder = folder;
        for (int i = 0; i < COUNT; i++) {
            locks[i] = new Object();
        }
    }

    private static int shard(String sha256) {
        return Integer.parseInt(sha256.substring(0, 2), 16);
    }

    private Path file(int shard) {
        return folder.resolve("%02x".formatted(shard));
    }

    private Path draft(int shard) {
        return folder.resolve("%02x".formatted(shard) + DRAFT);
    }

    /**
     * Adds pointers, which are on disk when this returns; those that are there already are left out.
     *
     * @throws IOException if they cannot be written; some may be there then
     */
    void add(Collection<Pointer> pointers) throws IOException {
        Files.createDirectories(folder);
        for (var some : byShard(pointers).entrySet()) {
            synchronized (locks[some.getKey()]) {
                var there = new LinkedHashSet<Key>();
                forEach(file(some.getKey()), "", pointer -> there.add(new Key(pointer)));
                append(file(some.getKey()), some.getValue(), there);
                var running = replacement;
                if (running != null) {
                    append(draft(some.getKey()), some.getValue(), Set.of());
                }
            }
        }
    }

    private record Key(String sha256, String job, int build) {
        Key(Pointer pointer) {
            this(pointer.sha256(), pointer.job(), pointer.build());
        }
    }

    private static TreeMap<Integer, List<Pointer>> byShard(Collection<Pointer> pointers) {
        var shards = new TreeMap<Integer, List<Pointer>>();
        pointers.forEach(pointer -> shards.computeIfAbsent(shard(pointer.sha256()), unused -> new ArrayList<>())
                .add(pointer));
        return shards;
    }

    private static void append(Path file, List<Pointer> pointers, Set<Key> there) throws IOException {
        var known = new LinkedHashSet<>(there);
        var lines = new StringBuilder();
        for (var pointer : pointers) {
            if (known.add(new Key(pointer))) {
                lines.append(pointer.toLine());
            }
        }
        if (!lines.isEmpty()) {
            GrowingFile.append(file, lines.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }

    /**
     * The pointers for an artifact, the newest first.
     *
     * @param sha256 the digest, in lower-case hexadecimal
     * @throws IOException if they cannot be read
     */
    List<Pointer> find(String sha256) throws IOException {
        var found = new ArrayList<Pointer>();
        forEach(file(shard(sha256)), sha256, found::add);
        found.sort(Comparator.comparingLong(Pointer::seconds)
                .thenComparingInt(Pointer::build)
                .reversed());
        return found;
    }

    private interface Reader {
        void read(Pointer pointer);
    }

    private static void forEach(Path file, String prefix, Reader reader) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        // What is damaged need not be ASCII.
        try (var lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(prefix)) {
                    Pointer.parse(line).ifPresent(reader::read);
                }
            }
        } catch (IOException e) {
            throw FileFailure.of(file, e);
        }
    }

    /**
     * Removes pointers of some artifacts.
     *
     * @param sha256 the digests
     * @param jobs the ids of the job whose pointers are removed
     * @param build the build whose pointers are removed
     * @throws IOException if a file cannot be replaced; others may have been
     */
    void remove(Collection<String> sha256, Set<String> jobs, int build) throws IOException {
        var shards = new LinkedHashSet<Integer>();
        sha256.forEach(digest -> shards.add(shard(digest)));
        Predicate<Pointer> kept = pointer -> !jobs.contains(pointer.job()) || pointer.build() != build;
        for (int shard : shards) {
            retain(shard, kept);
        }
    }

    /**
     * Removes all pointers but some.
     *
     * @param kept which remain
     * @throws IOException if a file cannot be replaced; others may have been
     */
    void retain(Predicate<Pointer> kept) throws IOException {
        for (int shard = 0; shard < COUNT; shard++) {
            retain(shard, kept);
        }
    }

    private void retain(int shard, Predicate<Pointer> kept) throws IOException {
        synchronized (locks[shard]) {
            retain(file(shard), kept);
            var running = replacement;
            if (running != null) {
                running.kept.add(kept);
            }
        }
    }

    private static void retain(Path file, Predicate<Pointer> kept) throws IOException {
        var remaining = new ArrayList<Pointer>();
        var removed = new ArrayList<Pointer>();
        forEach(file, "", pointer -> (kept.test(pointer) ? remaining : removed).add(pointer));
        if (!removed.isEmpty()) {
            write(file, remaining);
        }
    }

    private static void write(Path file, Collection<Pointer> pointers) throws IOException {
        AtomicFile.<IOException>write(file, out -> {
            for (var pointer : pointers) {
                out.write(pointer.toLine().getBytes(StandardCharsets.US_ASCII));
            }
        });
    }

    /**
     * Begins to replace all pointers by others. Until that is done, the old ones are found, and what is added or removed
     * meanwhile is so among the new ones as well. There is one replacement at a time.
     *
     * @throws IOException if what an earlier one has left cannot be deleted
     */
    Replacement replace() throws IOException {
        Files.createDirectories(folder);
        deleteDrafts();
        var begun = new Replacement();
        replacement = begun;
        return begun;
    }

    private void deleteDrafts() throws IOException {
        for (int shard = 0; shard < COUNT; shard++) {
            Files.deleteIfExists(draft(shard));
        }
    }

    /** Pointers that are to take the place of those that are there. Not safe for use by several threads. */
    final class Replacement implements AutoCloseable {
        private static final int MOST_HELD = 20_000;

        private final List<Pointer> held = new ArrayList<>();

        /** What was removed meanwhile may be held, or written already. */
        private final Set<Predicate<Pointer>> kept = ConcurrentHashMap.newKeySet();

        private Replacement() {}

        /**
         * Adds new pointers.
         *
         * @throws IOException if they cannot be written
         */
        void add(Collection<Pointer> pointers) throws IOException {
            held.addAll(pointers);
            if (held.size() >= MOST_HELD) {
                write();
            }
        }

        private void write() throws IOException {
            for (var some : byShard(held).entrySet()) {
                synchronized (locks[some.getKey()]) {
                    append(draft(some.getKey()), some.getValue(), Set.of());
                }
            }
            held.clear();
        }

        /**
         * Puts the new pointers, of which those that say the same are put together, in the place of the old ones, file by file.
         *
         * @throws IOException if a file cannot be replaced; others may have been
         */
        void finish() throws IOException {
            write();
            for (int shard = 0; shard < COUNT; shard++) {
                synchronized (locks[shard]) {
                    var pointers = new LinkedHashMap<Key, Pointer>();
                    forEach(draft(shard), "", pointer -> {
                        if (kept.stream().allMatch(keeping -> keeping.test(pointer))) {
                            pointers.putIfAbsent(new Key(pointer), pointer);
                        }
                    });
                    if (pointers.isEmpty()) {
                        Files.deleteIfExists(file(shard));
                    } else {
                        DigestShards.write(file(shard), pointers.values());
                    }
                }
            }
        }

        /** Ends the replacement; the files that it has not replaced stay as they are. */
        @Override
        public void close() throws IOException {
            replacement = null;
            deleteDrafts();
        }
    }
}
