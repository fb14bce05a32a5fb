import io.jenkins.plugins.intoto.json.Json;
import io.jenkins.plugins.intoto.json.JsonLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Makes a bill of materials of what an archive bundles out of one of everything that the build depends on: of its components
 * those stay that the archive has, as a whole or class by class. Fails if the archive has anything else.
 *
 * <p>Arguments: the archive, the bill of everything, the bill to write, the class path with the jars of all components, and
 * the beginning of the names of the project's own files. The build runs this file as it stands.
 */
final class BundledComponents {
    private final String own;
    private final Map<String, Path> jars = new TreeMap<>();

    private BundledComponents(String own, String classPath) throws Exception {
        this.own = own;
        for (var entry : classPath.split(java.io.File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                jars.put(sha256(Files.readAllBytes(Path.of(entry))), Path.of(entry));
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        byte[] archive = Files.readAllBytes(Path.of(arguments[0]));
        var limits = new JsonLimits(64L << 20, 64);
        var bill = object(Json.parse(Files.readAllBytes(Path.of(arguments[1])), arguments[1], limits));
        var bundled = new BundledComponents(arguments[4], arguments[3]).in(archive, arguments[0]);
        Files.write(Path.of(arguments[2]), bill(bill, bundled, archive));
    }

    /** The digests of the jars that are in an archive. */
    private Set<String> in(byte[] archive, String name) throws Exception {
        var entries = entries(archive);
        entries.keySet().removeIf(entry -> entry.startsWith(own) || !entry.matches(".*\\.(class|jar)"));
        var unknown = new TreeSet<>(entries.keySet());
        var bundled = new TreeSet<String>();
        for (var jar : jars.entrySet()) {
            var parts = new TreeSet<String>();
            entries.forEach((entry, digest) -> {
                if (digest.equals(jar.getKey())) {
                    parts.add(entry);
                }
            });
            entries(Files.readAllBytes(jar.getValue())).forEach((entry, digest) -> {
                if (digest.equals(entries.get(entry))) {
                    parts.add(entry);
                }
            });
            if (!parts.isEmpty()) {
                bundled.add(jar.getKey());
                unknown.removeAll(parts);
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalStateException(name + " bundles what is of no component: " + unknown);
        }
        return bundled;
    }

    /** The files of an archive with their digests. */
    private static Map<String, String> entries(byte[] archive) throws Exception {
        var entries = new TreeMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), sha256(zip.readAllBytes()));
                }
            }
        }
        return entries;
    }

    private static byte[] bill(Map<String, Object> all, Set<String> bundled, byte[] archive) throws Exception {
        var components = new ArrayList<Map<String, Object>>();
        var references = new TreeSet<String>();
        var found = new TreeSet<String>();
        for (var component : objects(all.get("components"))) {
            for (var hash : objects(component.get("hashes"))) {
                if ("SHA-256".equals(hash.get("alg")) && bundled.contains(hash.get("content"))) {
                    components.add(component);
                    references.add((String) component.get("bom-ref"));
                    found.add((String) hash.get("content"));
                }
            }
        }
        if (!found.equals(bundled)) {
            throw new IllegalStateException("the bill of everything lacks components that are bundled");
        }
        var metadata = new TreeMap<>(object(all.get("metadata")));
        var subject = new TreeMap<>(object(metadata.get("component")));
        references.add((String) subject.get("bom-ref"));
        subject.put("hashes", List.of(Map.of("alg", "SHA-256", "content", sha256(archive))));
        metadata.put("component", subject);
        var dependencies = new ArrayList<Map<String, Object>>();
        for (var dependency : objects(all.get("dependencies"))) {
            if (references.contains(dependency.get("ref"))) {
                var kept = new ArrayList<Object>();
                if (dependency.get("dependsOn") instanceof List<?> on) {
                    on.stream().filter(references::contains).forEach(kept::add);
                }
                dependencies.add(Map.of("ref", dependency.get("ref"), "dependsOn", kept));
            }
        }
        var bill = new TreeMap<>(all);
        bill.put("metadata", metadata);
        bill.put("components", components);
        bill.put("dependencies", dependencies);
        bill.remove("serialNumber");
        bill.put("serialNumber", "urn:uuid:" + UUID.nameUUIDFromBytes(Json.compact(bill)));
        return (new String(Json.pretty(bill), StandardCharsets.UTF_8).stripTrailing() + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked") // names of members are texts
    private static Map<String, Object> object(Object json) throws IOException {
        if (json instanceof Map<?, ?> object) {
            return (Map<String, Object>) object;
        }
        throw new IOException("the bill of everything is not as expected: " + json);
    }

    private static List<Map<String, Object>> objects(Object json) throws IOException {
        var objects = new ArrayList<Map<String, Object>>();
        if (json instanceof List<?> list) {
            for (var element : list) {
                objects.add(object(element));
            }
        }
        return objects;
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
