package io.jenkins.plugins.intoto.archive;

import io.jenkins.plugins.intoto.archive.SignedFile.Kind;
import io.jenkins.plugins.intoto.archive.SignedFile.Stage;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a run has signed and how far it came, as its {@linkplain RunJournal journal} tells. Everything is written there before
 * it is known here. Not safe for use by several threads.
 */
final class SignedFiles {
    private static final String EVENT = "event";
    private static final String KEY = "key";

    private final RunJournal journal;
    private final Map<List<Object>, SignedFile> files = new LinkedHashMap<>();
    private final Map<String, KeyNames.Name> keys = new LinkedHashMap<>();
    private int attestations;

    private SignedFiles(RunJournal journal) {
        this.journal = journal;
    }

    /**
     * Reads a journal.
     *
     * @throws IOException if it cannot be read
     */
    static SignedFiles of(RunJournal journal) throws IOException {
        var read = new SignedFiles(journal);
        journal.forEach(line -> {
            read.learn(line);
            return true;
        });
        return read;
    }

    private void learn(JsonObject line) throws MalformedJsonException {
        var event = line.string(EVENT, "");
        if (event.equals(KEY)) {
            keys.put(line.string(KEY), new KeyNames.Name(line.string("name"), line.string("description")));
        } else if (!event.isEmpty()) {
            var stage = stage(event, line);
            var origin = origin(line.object("origin"));
            for (var file : line.objects("files")) {
                learn(new SignedFile(
                        kind(file),
                        file.string("path"),
                        file.string("sha256"),
                        file.string("step", ""),
                        file.string("signer", ""),
                        origin,
                        stage));
            }
        }
    }

    private static Stage stage(String event, JsonObject line) throws MalformedJsonException {
        try {
            return Stage.valueOf(event);
        } catch (IllegalArgumentException e) {
            throw line.malformed(EVENT, "is none that this version knows");
        }
    }

    private static Kind kind(JsonObject file) throws MalformedJsonException {
        try {
            return Kind.valueOf(file.string("kind"));
        } catch (IllegalArgumentException e) {
            throw file.malformed("kind", "is none that this version knows");
        }
    }

    private static Origin origin(JsonObject json) throws MalformedJsonException {
        var attempts = new TreeMap<String, String>();
        var told = json.object("attempts");
        for (var retry : told.names()) {
            attempts.put(retry, told.string(retry));
        }
        return new Origin(json.string("id"), attempts);
    }

    private void learn(SignedFile file) {
        var before = files.put(List.of(file.kind(), file.path(), file.sha256(), file.origin()), file);
        boolean was = before != null && before.isArchived();
        boolean is = file.isArchived();
        if (file.kind() == Kind.LINE && was != is) {
            attestations += is ? 1 : -1;
        }
    }

    /** Takes note of a public key and what it is called. */
    void addKey(String json, KeyNames.Name name) throws IOException {
        if (!name.equals(keys.get(json))) {
            journal.append(List.of(new TreeMap<>(
                    Map.of(EVENT, KEY, KEY, json, "name", name.name(), "description", name.description()))));
            keys.put(json, name);
        }
    }

    /**
     * Takes note of files of one origin that have reached a stage, after lines of other kinds.
     *
     * @param lines what else to keep of them, for others who read the journal
     */
    void add(List<SignedFile> reached, List<Map<String, Object>> lines) throws IOException {
        if (reached.isEmpty()) {
            return;
        }
        var origin = reached.get(0).origin();
        var all = new ArrayList<>(lines);
        all.add(new TreeMap<>(Map.of(
                EVENT,
                reached.get(0).stage().name(),
                "origin",
                new TreeMap<>(Map.of("id", origin.id(), "attempts", new TreeMap<>(origin.attempts()))),
                "files",
                reached.stream().map(SignedFiles::json).toList())));
        journal.append(all);
        reached.forEach(this::learn);
    }

    /** Keeps lines of other kinds, for others who read the journal. */
    void addLines(List<Map<String, Object>> lines) throws IOException {
        if (!lines.isEmpty()) {
            journal.append(lines);
        }
    }

    private static Map<String, Object> json(SignedFile file) {
        var json = new TreeMap<String, Object>();
        json.put("kind", file.kind().name());
        json.put("path", file.path());
        json.put("sha256", file.sha256());
        if (!file.step().isEmpty()) {
            json.put("step", file.step());
        }
        if (!file.signer().isEmpty()) {
            json.put("signer", file.signer());
        }
        return json;
    }

    /** Those that satisfy a condition, in the order in which they were signed. */
    List<SignedFile> all(Predicate<SignedFile> condition) {
        return files.values().stream().filter(condition).toList();
    }

    /** What stands at a path, as far as the run has put it there: the last one that was not given up. */
    Optional<SignedFile> at(String path) {
        return files.values().stream()
                .filter(file ->
                        file.path().equals(path) && file.kind() != Kind.WORKSPACE_LINK && file.stage() != Stage.DROPPED)
                .reduce((earlier, later) -> later);
    }

    /**
     * The links that are archived, be it by the run itself or by the one that it was restarted from, by path, in the order in
     * which each was first recorded.
     */
    Collection<SignedFile> links() {
        var links = new LinkedHashMap<String, SignedFile>();
        for (var file : files.values()) {
            if (file.kind() == Kind.LINK && file.isArchived()) {
                links.put(file.path(), file);
            }
        }
        return links.values();
    }

    /** The public keys, as JSON, in the order of their first use, and what they are called. */
    Map<String, KeyNames.Name> keys() {
        return new LinkedHashMap<>(keys);
    }

    /** How many lines of bundles are archived. */
    int attestations() {
        return attestations;
    }
}
