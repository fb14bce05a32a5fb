package io.jenkins.plugins.intoto.archive;

import io.jenkins.plugins.intoto.engine.file.AtomicFile;
import io.jenkins.plugins.intoto.engine.file.FileFailure;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Ids of jobs, which pointers name instead of the jobs themselves, so that a job, or a folder of thousands, is renamed or moved by
 * replacing one file. An id is never given again. Safe for use by several threads.
 */
final class IndexedJobs {
    private static final JsonLimits LIMITS = new JsonLimits(1 << 16, 2);
    private static final String ID = "id";
    private static final String JOB = "job";

    private final Path folder;
    private final Path file;

    /** Full names by id; null until they are read. A job has more than one id if it attested while it was renamed. */
    private Map<String, String> names;

    /**
     * @param folder where they are kept; made when it is needed
     */
    IndexedJobs(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("jobs.jsonl");
    }

    private Map<String, String> names() throws IOException {
        if (names == null) {
            var read = new LinkedHashMap<String, String>();
            if (Files.exists(file)) {
                // What is not UTF-8 must be passed over with its line, and not fail the rest.
                for (var line : new String(readAll(), StandardCharsets.UTF_8).split("\n")) {
                    learn(read, line);
                }
            }
            names = read;
        }
        return names;
    }

    private byte[] readAll() throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw FileFailure.of(file, e);
        }
    }

    private void learn(Map<String, String> read, String line) {
        try {
            var json = Json.parseObject(line.getBytes(StandardCharsets.UTF_8), file.toString(), LIMITS);
            read.put(json.string(ID), json.string(JOB));
        } catch (MalformedJsonException e) {
            // The last line, cut off when Jenkins went down. Whatever was to point to it had no id to do so.
            return;
        }
    }

    private static byte[] line(String id, String name) {
        var line = new ByteArrayOutputStream();
        line.writeBytes(Json.compact(Map.of(ID, id, JOB, name)));
        line.write('\n');
        return line.toByteArray();
    }

    /**
     * The id of a job; it gets one if it has none.
     *
     * @param fullName the full name of the job
     * @throws IOException if they cannot be read or written
     */
    synchronized String idOf(String fullName) throws IOException {
        var known = idsOf(fullName);
        if (!known.isEmpty()) {
            return known.iterator().next();
        }
        var id = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        Files.createDirectories(folder);
        GrowingFile.append(file, line(id, fullName));
        names.put(id, fullName);
        return id;
    }

    /** The ids that point to a job; none if it is not known. */
    synchronized Set<String> idsOf(String fullName) throws IOException {
        var ids = new LinkedHashSet<String>();
        names().forEach((id, name) -> {
            if (name.equals(fullName)) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** The full name of a job; empty if there is none of this id. */
    synchronized Optional<String> nameOf(String id) throws IOException {
        return Optional.ofNullable(names().get(id));
    }

    /** The full names of all jobs. */
    synchronized Set<String> all() throws IOException {
        return Set.copyOf(names().values());
    }

    /**
     * Renames an item and all jobs in it.
     *
     * @param from its full name before
     * @param to its full name now
     * @throws IOException if they cannot be read or written
     */
    synchronized void rename(String from, String to) throws IOException {
        var renamed = new LinkedHashMap<String, String>();
        names().forEach((id, name) -> {
            if (isOrIn(name, from)) {
                renamed.put(id, to + name.substring(from.length()));
            }
        });
        if (!renamed.isEmpty()) {
            var all = new LinkedHashMap<>(names());
            all.putAll(renamed);
            write(all);
        }
    }

    /**
     * Forgets an item and all jobs in it.
     *
     * @param fullName its full name
     * @return their ids; empty if there were none
     * @throws IOException if they cannot be read or written
     */
    synchronized Set<String> remove(String fullName) throws IOException {
        var remaining = new LinkedHashMap<String, String>();
        var removed = new LinkedHashSet<String>();
        names().forEach((id, name) -> {
            if (isOrIn(name, fullName)) {
                removed.add(id);
            } else {
                remaining.put(id, name);
            }
        });
        if (!removed.isEmpty()) {
            write(remaining);
        }
        return removed;
    }

    private static boolean isOrIn(String name, String item) {
        return name.equals(item) || name.startsWith(item + "/");
    }

    private void write(Map<String, String> all) throws IOException {
        AtomicFile.<IOException>write(file, out -> {
            for (var job : all.entrySet()) {
                out.write(line(job.getKey(), job.getValue()));
            }
        });
        names = all;
    }
}
