package io.jenkins.plugins.intoto.engine.model;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.ArtifactsBuilder;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import io.jenkins.plugins.intoto.engine.artifact.DuplicateArtifactException;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.JsonReader;
import io.jenkins.plugins.intoto.engine.json.JsonWriter;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.text.CodePointOrder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads links and layouts from canonical JSON, that is from the very bytes that Metablock signatures cover. Members that
 * the specification does not know are ignored.
 */
public final class PayloadReader {
    private static final int LONGEST_QUOTED = 4096;
    private static final String MATERIALS = ArtifactSide.MATERIALS.inTotoName();
    private static final String PRODUCTS = ArtifactSide.PRODUCTS.inTotoName();
    private static final Set<String> SIDES = Set.of(MATERIALS, PRODUCTS);

    private final String source;
    private final Map<String, Artifacts> artifacts = new HashMap<>();
    private final Map<String, byte[]> others = new TreeMap<>(CodePointOrder.INSTANCE);

    private PayloadReader(String source) {
        this.source = source;
    }

    /**
     * @param canonical canonical JSON of the metadata
     * @param source the name of the file for error messages
     * @throws MalformedMetadataException if it is neither a link nor a layout as the specification has them
     */
    public static Payload read(byte[] canonical, String source) throws MalformedMetadataException {
        try (var json = JsonReader.canonical(canonical, source)) {
            var members = take(json, source);
            json.end();
            return members.interpreted().payload();
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, MetadataDefect.WRONG_SHAPE);
        }
    }

    /**
     * Takes metadata from a stream; what it means is told by {@link #interpreted}.
     *
     * @param json stands at the metadata
     * @param source the name of the file for error messages
     * @throws MalformedJsonException if the JSON is broken or too large
     * @throws MalformedMetadataException if it is not an object, or an artifact is not as the specification has it
     */
    public static PayloadReader take(JsonReader json, String source)
            throws MalformedJsonException, MalformedMetadataException {
        var reader = new PayloadReader(source);
        reader.take(json);
        return reader;
    }

    private void take(JsonReader json) throws MalformedJsonException, MalformedMetadataException {
        if (!json.isObject()) {
            throw new MalformedMetadataException(source, "", MetadataDefect.WRONG_SHAPE, "must be a JSON object");
        }
        // Only a link has these members; they are read as they come since they may be huge.
        json.<MalformedMetadataException>members((name, value) -> {
            if (artifacts.containsKey(name) || others.containsKey(name)) {
                throw value.malformed("is named twice in one object");
            }
            if (value.isObject() && SIDES.contains(name)) {
                artifacts.put(name, artifacts(name, value));
            } else {
                others.put(name, value.canonical());
            }
        });
    }

    /**
     * The metadata that was taken.
     *
     * @throws MalformedMetadataException if it is neither a link nor a layout as the specification has them
     */
    public CanonicalPayload interpreted() throws MalformedMetadataException {
        try {
            return new CanonicalPayload(payload(), artifacts, others);
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, MetadataDefect.WRONG_SHAPE);
        }
    }

    private Artifacts artifacts(String side, JsonReader json)
            throws MalformedJsonException, MalformedMetadataException {
        var builder = Artifacts.builder();
        var pointer = "/".concat(side);
        json.<MalformedMetadataException>stream((path, digests) -> add(builder, pointer, path, digests));
        try {
            return builder.build();
        } catch (DuplicateArtifactException e) {
            throw new MalformedMetadataException(
                    source,
                    pointer,
                    MetadataDefect.NOT_JSON,
                    "the path " + quoted(e.path()) + " is named twice in one object");
        }
    }

    private Payload payload() throws MalformedJsonException, MalformedMetadataException {
        var json = JsonObject.of(Json.parseCanonical(withoutArtifacts(), source), source);
        return switch (json.string("_type")) {
            case Link.TYPE -> link(json);
            case Layout.TYPE -> new LayoutReader(source).read(json);
            default ->
                throw new MalformedMetadataException(
                        source,
                        "/_type",
                        MetadataDefect.WRONG_TYPE,
                        "is neither \"link\" nor \"layout\" but " + quoted(json.string("_type")));
        };
    }

    /** The canonical form of all members but artifacts, which are empty in it, so that what is held is counted at once. */
    private byte[] withoutArtifacts() {
        var out = new ByteArrayOutputStream();
        try {
            var json = new JsonWriter(out, JsonWriter.Style.CANONICAL).beginObject();
            for (var name : artifacts.keySet()) {
                json.name(name).value(Map.of());
            }
            for (var member : others.entrySet()) {
                json.name(member.getKey()).canonical(member.getValue());
            }
            json.endObject().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return out.toByteArray();
    }

    private Link link(JsonObject json) throws MalformedJsonException {
        for (var side : SIDES) {
            requireObject(json, side);
        }
        return new Link(
                json.string("name"),
                json.strings("command"),
                artifacts.getOrDefault(MATERIALS, Artifacts.NONE),
                artifacts.getOrDefault(PRODUCTS, Artifacts.NONE),
                json.optionalObject("byproducts").map(JsonObject::asMap).orElse(Map.of()),
                json.objectOrNull("environment").map(JsonObject::asMap).orElse(Map.of()));
    }

    private static void requireObject(JsonObject json, String name) throws MalformedJsonException {
        json.optionalObject(name);
    }

    private void add(ArtifactsBuilder artifacts, String side, String path, JsonReader digests)
            throws MalformedJsonException, MalformedMetadataException {
        if (!ArtifactPaths.isPlain(path)) {
            requireAccepted(side, path);
        }
        artifacts.add(path, digests(side, path, digests));
    }

    private void requireAccepted(String side, String path) throws MalformedMetadataException {
        if (!ArtifactPaths.isNormal(path)) {
            throw defective(
                    side, MetadataDefect.PATH_NOT_NORMAL, "the path " + quoted(path) + " would change when normalised");
        }
        if (ArtifactPaths.hasControlCharacter(path)) {
            throw defective(
                    side, MetadataDefect.CONTROL_CHARACTER, "the path " + quoted(path) + " has a control character");
        }
    }

    private DigestSet digests(String side, String path, JsonReader object)
            throws MalformedJsonException, MalformedMetadataException {
        if (!object.isObject()) {
            throw defective(side, MetadataDefect.WRONG_SHAPE, "the digests of " + quoted(path) + " must be an object");
        }
        var digests = new HashMap<String, String>();
        object.<MalformedMetadataException>members((name, value) -> {
            if (!value.isString()) {
                throw malformedDigest(side, path);
            }
            if (digests.put(name, (String) value.value()) != null) {
                throw value.malformed("is named twice in one object");
            }
        });
        if (digests.size() > DigestSet.MOST) {
            throw defective(
                    side,
                    MetadataDefect.WRONG_SHAPE,
                    "there are more than " + DigestSet.MOST + " digests of " + quoted(path));
        }
        var set = DigestSet.of(digests);
        if (!set.isHexadecimal()) {
            throw malformedDigest(side, path);
        }
        return set;
    }

    private MalformedMetadataException malformedDigest(String side, String path) {
        return defective(side, MetadataDefect.MALFORMED_DIGEST, "a digest of " + quoted(path) + " is not hexadecimal");
    }

    private MalformedMetadataException defective(String side, MetadataDefect defect, String reason) {
        return new MalformedMetadataException(source, side, defect, reason);
    }

    /** Text of any length for a message; what would be cut off there is not escaped before. */
    private static String quoted(String text) {
        int end = text.length() <= LONGEST_QUOTED ? text.length() : text.offsetByCodePoints(0, LONGEST_QUOTED / 2);
        var quoted = new String(Json.compact(text.substring(0, end)), java.nio.charset.StandardCharsets.US_ASCII);
        return end == text.length() ? quoted : quoted + "…";
    }
}
