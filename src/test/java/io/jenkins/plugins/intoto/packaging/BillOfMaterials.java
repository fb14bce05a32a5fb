package io.jenkins.plugins.intoto.packaging;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/** A bill of materials that the build has written. */
record BillOfMaterials(JsonObject json) {
    static BillOfMaterials of(Path archive) throws Exception {
        var file = archive.resolveSibling(archive.getFileName() + ".cdx.json");
        return new BillOfMaterials(Json.parseObject(Files.readAllBytes(file), file.toString(), JsonLimits.DEFAULT));
    }

    static String sha256(byte[] content) {
        return HexFormat.of().formatHex(DigestAlgorithm.SHA256.newDigest().digest(content));
    }

    /** The components, each as {@code GROUP:NAME}. */
    Set<String> names() throws Exception {
        var names = new TreeSet<String>();
        for (var component : json.objects("components")) {
            names.add(component.string("group") + ":" + component.string("name"));
        }
        return names;
    }

    /** The SHA-256 of each component. */
    Set<String> digests() throws Exception {
        var digests = new TreeSet<String>();
        for (var component : json.objects("components")) {
            digests.add(digest(component));
        }
        return digests;
    }

    /** The SHA-256 of what the bill is about. */
    String subject() throws Exception {
        return digest(json.object("metadata").object("component"));
    }

    private static String digest(JsonObject component) throws Exception {
        for (var hash : component.objects("hashes")) {
            if (hash.string("alg").equals("SHA-256")) {
                return hash.string("content");
            }
        }
        throw new AssertionError("no SHA-256: " + component.string("name"));
    }
}
