package io.jenkins.plugins.intoto.engine.statement;

import io.jenkins.plugins.intoto.engine.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a {@link ResourceDescriptor} from the JSON of the framework, or of its protobuf mapping. */
final class ResourceDescriptorReader {
    private static final List<String> NAMES =
            List.of("name", "uri", "digest", "content", "downloadLocation", "mediaType", "annotations");

    private static final List<String> ENOUGH = List.of("uri", "digest", "content");

    private final Place place;

    ResourceDescriptorReader(Place place) {
        this.place = place;
    }

    ResourceDescriptor read(Object value) throws MalformedStatementException {
        var members = Members.of(value, place, NAMES);
        var builder = ResourceDescriptor.builder();
        members.string("name").ifPresent(builder::name);
        members.string("uri").ifPresent(builder::uri);
        var digest = members.value("digest");
        if (digest.isPresent()) {
            builder.digest(DigestMap.read(digest.get(), place.member("digest")));
        }
        var content = members.string("content");
        if (content.isPresent()) {
            builder.content(base64(content.get()));
        }
        members.string("downloadLocation").ifPresent(builder::downloadLocation);
        members.string("mediaType").ifPresent(builder::mediaType);
        members.object("annotations").ifPresent(builder::annotations);
        Map<String, Object> others = new LinkedHashMap<>(members.asMap());
        others.keySet().removeAll(NAMES);
        builder.others(others);
        if (!builder.isEnough()) {
            throw place.malformed("has none of \"uri\", \"digest\" and \"content\""
                    + (Collections.disjoint(members.asMap().keySet(), ENOUGH) ? "" : " that is not empty"));
        }
        return builder.build();
    }

    /** Standard or URL-safe, padded or not, as the protobuf mapping demands of readers. */
    private byte[] base64(String text) throws MalformedStatementException {
        try {
            return Json.base64(text);
        } catch (IllegalArgumentException e) {
            throw place.member("content").malformed("is not base64");
        }
    }
}
