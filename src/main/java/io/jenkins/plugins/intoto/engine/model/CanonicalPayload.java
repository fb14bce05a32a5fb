package io.jenkins.plugins.intoto.engine.model;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.json.JsonWriter;
import io.jenkins.plugins.intoto.engine.text.CodePointOrder;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;

/**
 * Metadata as it was read, from which its canonical form can be written again, byte by byte, members included that are
 * unknown here. The artifacts are held as tables and all else in canonical form, so that the text of a link of a million
 * files is never in memory as a whole.
 */
public final class CanonicalPayload {
    private final Payload payload;
    private final Map<String, Artifacts> artifacts;
    private final Map<String, byte[]> others;

    /**
     * @param payload what the metadata says
     * @param artifacts the members that are artifacts, by name
     * @param others all other members in canonical form, by name
     */
    CanonicalPayload(Payload payload, Map<String, Artifacts> artifacts, Map<String, byte[]> others) {
        this.payload = payload;
        this.artifacts = Map.copyOf(artifacts);
        this.others = Map.copyOf(others);
    }

    /** What the metadata says. */
    public Payload payload() {
        return payload;
    }

    /**
     * Writes the metadata as one JSON object, its members in code point order. Writing twice gives the same bytes.
     *
     * @param json where it is written to; in canonical form it is what signatures cover
     * @throws IOException if writing fails
     */
    public void writeTo(JsonWriter json) throws IOException {
        var names = new TreeSet<String>(CodePointOrder.INSTANCE);
        names.addAll(artifacts.keySet());
        names.addAll(others.keySet());
        json.beginObject();
        for (var name : names) {
            json.name(name);
            if (artifacts.containsKey(name)) {
                Link.write(artifacts.get(name), json);
            } else {
                json.canonical(others.get(name));
            }
        }
        json.endObject();
    }
}
