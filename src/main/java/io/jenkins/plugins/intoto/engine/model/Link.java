package io.jenkins.plugins.intoto.engine.model;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.json.JsonWriter;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The record of one step as it was carried out (in-toto specification 1.0, section 4.4).
 *
 * @param name the name of the step
 * @param command the command that ran, with its arguments; empty if none is known
 * @param materials the artifacts before it ran
 * @param products the artifacts after it ran
 * @param byproducts what else it left, as plain JSON values: {@code return-value}, {@code stdout}, {@code stderr} of a
 *     command; for information only
 * @param environment where it ran, as plain JSON values; for information only
 */
public record Link(
        String name,
        List<String> command,
        Artifacts materials,
        Artifacts products,
        Map<String, Object> byproducts,
        Map<String, Object> environment)
        implements Payload {

    /** The value of {@code _type}. */
    public static final String TYPE = "link";

    /** Copies what could be modified. */
    public Link {
        command = List.copyOf(command);
        byproducts = Collections.unmodifiableMap(new LinkedHashMap<>(byproducts));
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    @Override
    public String type() {
        return TYPE;
    }

    /** The exit code of the command, if the link has one. */
    public OptionalLong returnValue() {
        return byproducts.get("return-value") instanceof Long value ? OptionalLong.of(value) : OptionalLong.empty();
    }

    @Override
    public void writeTo(JsonWriter json) throws IOException {
        json.beginObject().name("_type").value(TYPE);
        json.name("byproducts").value(byproducts);
        json.name("command").value(command);
        json.name("environment").value(environment);
        write(json, ArtifactSide.MATERIALS);
        json.name("name").value(name);
        write(json, ArtifactSide.PRODUCTS);
        json.endObject();
    }

    private void write(JsonWriter json, ArtifactSide side) throws IOException {
        json.name(side.inTotoName());
        write(side.of(this), json);
    }

    /** Writes the object that materials or products are. */
    static void write(Artifacts artifacts, JsonWriter json) throws IOException {
        json.beginObject();
        var cursor = artifacts.cursor();
        while (cursor.next()) {
            cursor.writeTo(json);
        }
        json.endObject();
    }
}
