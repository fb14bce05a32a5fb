package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.util.HexFormat;
import java.util.Map;

/**
 * What a manifest says of something in a registry (OCI image specification, descriptor).
 *
 * @param mediaType what it is
 * @param digest its digest, {@code sha256:…}
 * @param size how many bytes it has
 */
record OciDescriptor(String mediaType, String digest, long size) {
    static OciDescriptor of(String mediaType, byte[] content) {
        return new OciDescriptor(mediaType, digestOf(content), content.length);
    }

    static OciDescriptor of(JsonObject json) throws MalformedJsonException {
        var digest = json.string("digest");
        if (!OciImage.isDigest(digest)) {
            throw json.malformed("digest", "is not a SHA-256 digest");
        }
        return new OciDescriptor(json.string("mediaType"), digest, json.integer("size"));
    }

    static String digestOf(byte[] content) {
        return "sha256:"
                + HexFormat.of().formatHex(DigestAlgorithm.SHA256.newDigest().digest(content));
    }

    boolean isOf(byte[] content) {
        return digestOf(content).equals(digest);
    }

    Map<String, Object> asMap() {
        return Map.of("mediaType", mediaType, "digest", digest, "size", size);
    }
}
