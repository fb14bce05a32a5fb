package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statements as they are met in the world, and small changes to them. */
public final class Samples {
    /** The names of all. */
    public static final List<String> NAMES = List.of(
            "provenance-v1",
            "github-provenance",
            "generator-provenance-v0.2",
            "summary",
            "link",
            "cosign-link",
            "test-result",
            "vulns-v0.2",
            "vulns-v0.1",
            "cosign-vuln",
            "cosign-custom",
            "github-spdx",
            "cosign-spdx",
            "spdx-3",
            "cyclonedx",
            "scai",
            "runtime-trace",
            "release",
            "github-release",
            "reference",
            "svr",
            "svr-v0.1",
            "openvex");

    private Samples() {}

    /** The text of a sample. */
    public static byte[] bytes(String name) throws IOException {
        try (var in = Samples.class.getResourceAsStream(name + ".json")) {
            return in.readAllBytes();
        }
    }

    /** A sample. */
    public static Statement statement(String name) throws Exception {
        return Statement.read(bytes(name), name, JsonLimits.DEFAULT);
    }

    /** A sample's predicate, as text. */
    static byte[] predicate(String name) throws Exception {
        return Json.compact(statement(name).predicate());
    }

    /**
     * A sample with a value put in a place.
     *
     * @param pointer a JSON pointer
     * @param json the new value; empty to remove what is there
     */
    static Statement changed(String name, String pointer, String json) throws Exception {
        var path = Arrays.stream(pointer.substring(1).split("/"))
                .map(part -> part.replace("~1", "/"))
                .toList();
        var value = json.isEmpty() ? null : Json.parse(json.getBytes("UTF-8"), "value", JsonLimits.DEFAULT);
        var whole = Json.parse(bytes(name), name, JsonLimits.DEFAULT);
        var changed = changed(whole, path, value, json.isEmpty());
        return Statement.read(Json.compact(changed), name, JsonLimits.DEFAULT);
    }

    private static Object changed(Object in, List<String> path, Object value, boolean remove) {
        if (path.isEmpty()) {
            return value;
        }
        var rest = path.subList(1, path.size());
        if (in instanceof List<?> list) {
            int index = Integer.parseInt(path.get(0));
            var copy = new ArrayList<Object>(list);
            if (remove && rest.isEmpty()) {
                copy.remove(index);
            } else if (index == copy.size()) {
                copy.add(value);
            } else {
                copy.set(index, changed(copy.get(index), rest, value, remove));
            }
            return copy;
        }
        var copy = new LinkedHashMap<String, Object>();
        ((Map<?, ?>) in).forEach((name, each) -> copy.put((String) name, each));
        if (remove && rest.isEmpty()) {
            copy.remove(path.get(0));
        } else {
            copy.put(path.get(0), changed(copy.get(path.get(0)), rest, value, remove));
        }
        return copy;
    }
}
