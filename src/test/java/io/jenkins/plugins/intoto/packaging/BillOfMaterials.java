package io.jenkins.plugins.intoto.packaging;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.predicate.StatementFinding;
import io.jenkins.plugins.intoto.engine.predicate.StatementLint;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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

    /** What speaks against it as an attestation, such as that policies cannot know how old it is. */
    List<StatementFinding> findings() throws Exception {
        var archive = ResourceDescriptor.of("archive", DigestMap.of(Map.of("sha256", subject())));
        return StatementLint.check(Statement.of(List.of(archive), "https://cyclonedx.org/bom", json.asMap()));
    }

    /** The bundled libraries that the archive is said to depend on, by their references. */
    List<String> dependencies() throws Exception {
        return json.objects("dependencies").get(0).strings("dependsOn");
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
