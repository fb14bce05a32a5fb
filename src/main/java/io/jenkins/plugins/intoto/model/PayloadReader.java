package io.jenkins.plugins.intoto.model;

import io.jenkins.plugins.intoto.artifact.Artifacts;
import io.jenkins.plugins.intoto.artifact.ArtifactsBuilder;
import io.jenkins.plugins.intoto.artifact.DigestSet;
import io.jenkins.plugins.intoto.artifact.DuplicateArtifactException;
import io.jenkins.plugins.intoto.json.Json;
import io.jenkins.plugins.intoto.json.JsonObject;
import io.jenkins.plugins.intoto.json.MalformedJsonException;
import java.util.Map;

/**
 * Reads links and layouts from canonical JSON, that is from the very bytes that Metablock signatures cover. Members that
 * the specification does not know are ignored.
 */
public final class PayloadReader {
    private static final int LONGEST_QUOTED = 4096;

    private final String source;

    private PayloadReader(String source) {
        this.source = source;
    }

    /**
     * @param canonical canonical JSON of the metadata
     * @param source the name of the file for error messages
     * @throws MalformedMetadataException if it is neither a link nor a layout as the specification has them
     */
    public static Payload read(byte[] canonical, String source) throws MalformedMetadataException {
        try {
            return new PayloadReader(source).read(canonical);
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, MetadataDefect.WRONG_SHAPE);
        } catch (DefectiveArtifact e) {
            throw e.defect;
        }
    }

    private Payload read(byte[] canonical) throws MalformedJsonException, MalformedMetadataException {
        // Only a link has these members; they are read as they come since they may be huge.
        var materials = Artifacts.builder();
        var products = Artifacts.builder();
        var json = Json.parseCanonical(
                canonical,
                source,
                Map.of(
                        "materials", (path, digests) -> add(materials, "/materials", path, digests),
                        "products", (path, digests) -> add(products, "/products", path, digests)));
        return switch (json.string("_type")) {
            case Link.TYPE -> link(json, materials, products);
            case Layout.TYPE -> new LayoutReader(source).read(json);
            default ->
                throw new MalformedMetadataException(
                        source,
                        "/_type",
                        MetadataDefect.WRONG_TYPE,
                        "is neither \"link\" nor \"layout\" but " + quoted(json.string("_type")));
        };
    }

    private Link link(JsonObject json, ArtifactsBuilder materials, ArtifactsBuilder products)
            throws MalformedJsonException {
        requireObject(json, "materials");
        requireObject(json, "products");
        return new Link(
                json.string("name"),
                json.strings("command"),
                built(materials),
                built(products),
                json.optionalObject("byproducts").map(JsonObject::asMap).orElse(Map.of()),
                json.optionalObject("environment").map(JsonObject::asMap).orElse(Map.of()));
    }

    private static void requireObject(JsonObject json, String name) throws MalformedJsonException {
        json.optionalObject(name);
    }

    private static Artifacts built(ArtifactsBuilder artifacts) {
        try {
            return artifacts.build();
        } catch (DuplicateArtifactException e) {
            throw new IllegalStateException("canonical JSON names no member twice", e);
        }
    }

    private void add(ArtifactsBuilder artifacts, String side, String path, Object digests)
            throws MalformedJsonException {
        if (!ArtifactPaths.isNormal(path)) {
            throw defective(
                    side, MetadataDefect.PATH_NOT_NORMAL, "the path " + quoted(path) + " would change when normalised");
        }
        if (ArtifactPaths.hasControlCharacter(path)) {
            throw defective(
                    side, MetadataDefect.CONTROL_CHARACTER, "the path " + quoted(path) + " has a control character");
        }
        artifacts.add(path, digests(side, path, digests));
    }

    private DigestSet digests(String side, String path, Object value) throws MalformedJsonException {
        if (!(value instanceof Map<?, ?> map) || map.size() > 255) {
            throw new MalformedJsonException(source, side, "the digests of " + quoted(path) + " must be an object");
        }
        for (var digest : map.values()) {
            if (!(digest instanceof String text) || !isHex(text)) {
                throw defective(
                        side, MetadataDefect.MALFORMED_DIGEST, "a digest of " + quoted(path) + " is not hexadecimal");
            }
        }
        @SuppressWarnings("unchecked") // names are strings in all JSON, and the values were just looked at
        var digests = (Map<String, String>) map;
        return DigestSet.of(digests);
    }

    private DefectiveArtifact defective(String side, MetadataDefect defect, String reason) {
        return new DefectiveArtifact(new MalformedMetadataException(source, side, defect, reason));
    }

    /** Text of any length for a message; what would be cut off there is not escaped before. */
    private static String quoted(String text) {
        int end = text.length() <= LONGEST_QUOTED ? text.length() : text.offsetByCodePoints(0, LONGEST_QUOTED / 2);
        var quoted = new String(Json.compact(text.substring(0, end)), java.nio.charset.StandardCharsets.US_ASCII);
        return end == text.length() ? quoted : quoted + "…";
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F')) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Carries a defect of an artifact out through the JSON reader. */
    private static final class DefectiveArtifact extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final MalformedMetadataException defect;

        DefectiveArtifact(MalformedMetadataException defect) {
            super(defect);
            this.defect = defect;
        }
    }
}
