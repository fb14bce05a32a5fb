import io.jenkins.plugins.intoto.engine.json.Json;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Writes the bill of materials of an archive (CycloneDX 1.6): those jars of the class path that the archive bundles, as a whole
 * or by single classes and schemas. Fails if the archive has anything else. The bill has no time and no number of chance, so
 * that equal archives have equal bills.
 *
 * <p>CycloneDX's own plugin for Maven lists what a project depends on, not what an archive bundles, and does nothing offline.
 *
 * <p>Arguments: the archive, the bill, the class path, the local repository that the jars lie in, the beginning of the names of
 * the project's own files in the archive, and the project's group, name and version. The build runs this file as it stands.
 */
final class BundledComponents {
    private final byte[] archive;
    private final String name;
    private final Map<String, String> entries;

    private BundledComponents(Path file, String own) throws Exception {
        archive = Files.readAllBytes(file);
        name = file.getFileName().toString();
        entries = entries(archive);
        entries.keySet()
                .removeIf(entry ->
                        entry.startsWith(own) || !entry.matches(".*\\.(class|jar|schema\\.json)|.*/spdx-schema-.*"));
    }

    public static void main(String[] arguments) throws Exception {
        var bundled = new BundledComponents(Path.of(arguments[0]), arguments[4]);
        var components = bundled.components(arguments[2].split(File.pathSeparator), Path.of(arguments[3]));
        var subject = component("application", arguments[5], arguments[6], arguments[7], sha256(bundled.archive));
        subject.put("description", bundled.name);
        Files.write(Path.of(arguments[1]), bill(subject, components));
    }

    private static byte[] bill(Map<String, Object> subject, List<Map<String, Object>> components) throws Exception {
        var bill = new TreeMap<String, Object>(Map.of(
                "$schema",
                "http://cyclonedx.org/schema/bom-1.6.schema.json",
                "bomFormat",
                "CycloneDX",
                "specVersion",
                "1.6",
                "version",
                1L,
                "metadata",
                Map.of("component", subject),
                "components",
                components));
        bill.put("serialNumber", "urn:uuid:" + UUID.nameUUIDFromBytes(Json.compact(bill)));
        return Json.pretty(bill);
    }

    private List<Map<String, Object>> components(String[] classPath, Path repository) throws Exception {
        var unknown = new TreeSet<>(entries.keySet());
        var components = new TreeMap<String, Map<String, Object>>();
        for (var element : classPath) {
            if (!element.endsWith(".jar")) {
                continue;
            }
            byte[] jar = Files.readAllBytes(Path.of(element));
            var digest = sha256(jar);
            var parts = new TreeSet<String>();
            entries.forEach((entry, its) -> {
                if (its.equals(digest)) {
                    parts.add(entry);
                }
            });
            entries(jar).forEach((entry, its) -> {
                if (its.equals(entries.get(entry))) {
                    parts.add(entry);
                }
            });
            if (!parts.isEmpty()) {
                unknown.removeAll(parts);
                var component = ofRepository(repository.relativize(Path.of(element)), digest);
                components.put((String) component.get("purl"), component);
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalStateException(name + " bundles what is of no dependency: " + unknown);
        }
        return List.copyOf(components.values());
    }

    /** A jar of a repository lies at {@code GROUP/IN/PARTS/NAME/VERSION/FILE}. */
    private static Map<String, Object> ofRepository(Path jar, String digest) {
        int last = jar.getNameCount() - 1;
        if (last < 3 || jar.startsWith("..")) {
            throw new IllegalStateException(jar + " is not in the local repository");
        }
        var group = new ArrayList<String>();
        jar.subpath(0, last - 2).forEach(part -> group.add(part.toString()));
        return component(
                "library",
                String.join(".", group),
                jar.getName(last - 2).toString(),
                jar.getName(last - 1).toString(),
                digest);
    }

    private static Map<String, Object> component(
            String type, String group, String name, String version, String digest) {
        var purl = "pkg:maven/" + group + "/" + name + "@" + version;
        return new TreeMap<>(Map.of(
                "type", type,
                "bom-ref", purl,
                "group", group,
                "name", name,
                "version", version,
                "purl", purl,
                "hashes", List.of(Map.of("alg", "SHA-256", "content", digest))));
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

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
