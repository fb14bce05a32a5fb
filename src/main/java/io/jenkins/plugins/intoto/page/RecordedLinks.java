package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.json.Json;
import io.jenkins.plugins.intoto.key.AsymmetricKey;
import io.jenkins.plugins.intoto.key.KeyFiles;
import io.jenkins.plugins.intoto.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.key.VerificationKey;
import io.jenkins.plugins.intoto.verify.KeyNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Which links a run has recorded, in what order, and the public keys that belong to them. It is saved with the run, so there
 * is a limit to it. Not safe for use by several threads.
 */
final class RecordedLinks {
    private static final int MOST_FILES = 200;
    private static final int MOST_KEYS = 20;

    private final List<String> files = new ArrayList<>();
    private final List<String> publicKeys = new ArrayList<>();
    private final List<String> keyNames = new ArrayList<>();
    private final List<String> keyDescriptions = new ArrayList<>();
    private int more;

    /** A copy, so that what is being saved is not changed meanwhile. */
    RecordedLinks copy() {
        var copy = new RecordedLinks();
        copy.files.addAll(files);
        copy.publicKeys.addAll(publicKeys);
        copy.keyNames.addAll(keyNames);
        copy.keyDescriptions.addAll(keyDescriptions);
        copy.more = more;
        return copy;
    }

    /** Takes note of a link; one that replaces another is none more. */
    void add(String file, AsymmetricKey key, KeyNames.Name name) {
        var text = new String(Json.compact(key.toJson()), StandardCharsets.US_ASCII);
        if (publicKeys.size() < MOST_KEYS && !publicKeys.contains(text)) {
            publicKeys.add(text);
            keyNames.add(name.name());
            keyDescriptions.add(name.description());
        }
        if (files.contains(file)) {
            return;
        }
        if (files.size() < MOST_FILES) {
            files.add(file);
        } else {
            more++;
        }
    }

    /** How many links there are. */
    int count() {
        return files.size() + more;
    }

    /** The names of the first files, in the order in which they were recorded. */
    List<String> files() {
        return List.copyOf(files);
    }

    /** What these keys are called. */
    KeyNames names() {
        var names = KeyNames.NONE;
        var keys = keys();
        for (int i = 0; i < keys.size(); i++) {
            names = names.with(keys.get(i), new KeyNames.Name(keyNames.get(i), keyDescriptions.get(i)));
        }
        return names;
    }

    /** The first public keys. */
    List<VerificationKey> keys() {
        var keys = new ArrayList<VerificationKey>();
        for (var text : publicKeys) {
            try {
                keys.add(KeyFiles.readPublic(text.getBytes(StandardCharsets.US_ASCII), "build.xml"));
            } catch (UnreadableKeyException e) {
                throw new IllegalStateException("was written by this class", e);
            }
        }
        return List.copyOf(keys);
    }
}
