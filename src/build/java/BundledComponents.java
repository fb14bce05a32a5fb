import io.jenkins.plugins.intoto.engine.json.Json;
import java.io.ByteArrayInputStream;
import java.io.File;
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
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * Writes the bill of materials of an archive (CycloneDX 1.6): those jars of the class path that the archive bundles, as a whole
 * or by single classes and schemas. Fails if the archive has anything else. The bill has no random number, and its time is that
 * of all files of the build, so that equal archives have equal bills.
 *
 * <p>CycloneDX's own plugin for Maven lists what a project depends on, not what an archive bundles, and does nothing offline.
 *
 * <p>Arguments: the archive, the bill, the class path, the local repository that the jars lie in, the beginning of the names of
 * the project's own files in the archive, the project's group, name and version, the time of the build, and optionally the file for
 * a notice of the licences, and the folder of those texts of licences that are not in the jars, each named after a group. The build
 * runs this file as it stands.
 */
final class BundledComponents {
    private final byte[] archive;
    private final String name;
    private final Map<String, String> entries;
    private final Map<String, List<Licence>> licences = new TreeMap<>();
    private final Map<String, Set<String>> licenceTexts = new TreeMap<>();

    private record Licence(String name, String url) {
        @Override
        public String toString() {
            return name + " (" + url + ")";
        }
    }

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
        Files.write(Path.of(arguments[1]), bill(subject, components, arguments[8]));
        if (arguments.length > 9) {
            Files.writeString(Path.of(arguments[9]), bundled.notice(Path.of(arguments[10])));
        }
    }

    private static byte[] bill(Map<String, Object> subject, List<Map<String, Object>> components, String time)
            throws Exception {
        var whole = subject.get("bom-ref");
        var parts =
                components.stream().map(component -> component.get("bom-ref")).toList();
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
                Map.of("component", subject, "timestamp", time),
                "components",
                components,
                "dependencies",
                List.of(Map.of("ref", whole, "dependsOn", parts)),
                "compositions",
                List.of(Map.of("aggregate", "complete", "assemblies", List.of(whole)))));
        bill.put("serialNumber", "urn:uuid:" + UUID.nameUUIDFromBytes(Json.compact(bill)));
        return Json.pretty(bill);
    }

    /** What the licences require to be passed on: who is bundled under which, and their texts. */
    private String notice(Path texts) throws Exception {
        for (var entry : licences.entrySet()) {
            var library = entry.getKey();
            var text = texts.resolve(library.substring(0, library.indexOf(':')) + ".txt");
            if (Files.exists(text)) {
                licenceTexts
                        .computeIfAbsent(Files.readString(text).strip(), key -> new TreeSet<>())
                        .add(library);
            }
            boolean isThere = licenceTexts.values().stream().anyMatch(libraries -> libraries.contains(library));
            // Its text is the same for all.
            boolean isApache =
                    entry.getValue().stream().anyMatch(licence -> licence.name().contains("Apache"));
            if (!isThere && !isApache) {
                throw new IllegalStateException(
                        "the text of the licence of " + library + " is neither in its jar nor in " + text);
            }
        }
        var notice = new StringBuilder("in-toto for Jenkins is under the MIT License; see LICENSE.\n\n");
        notice.append(name).append(" bundles these libraries, as a whole or in part:\n\n");
        licences.forEach((library, its) -> notice.append(library)
                .append(": ")
                .append(its.stream().map(Licence::toString).collect(Collectors.joining("; ")))
                .append('\n'));
        licenceTexts.forEach((text, libraries) -> notice.append("\n----\n")
                .append(String.join(", ", libraries))
                .append("\n\n")
                .append(text)
                .append('\n'));
        return notice.toString();
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
                var its = licences(Path.of(element.replaceFirst("\\.jar$", ".pom")), repository);
                component.put(
                        "licenses",
                        its.stream()
                                .map(licence -> Map.of("license", Map.of("name", licence.name(), "url", licence.url())))
                                .toList());
                var library = component.get("group") + ":" + component.get("name") + " " + component.get("version");
                licences.put(library, its);
                readLicenceTexts(jar, library);
                components.put((String) component.get("purl"), component);
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalStateException(name + " bundles what is of no dependency: " + unknown);
        }
        return List.copyOf(components.values());
    }

    private void readLicenceTexts(byte[] jar, String library) throws Exception {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().matches("(META-INF/)?([A-Za-z]+-)?(LICENSE|NOTICE)(\\.txt)?")) {
                    var text = new String(zip.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("\r\n", "\n")
                            .strip();
                    licenceTexts.computeIfAbsent(text, key -> new TreeSet<>()).add(library);
                }
            }
        }
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

    /** The licences that the POM of a dependency names, or else the nearest of its parents that names any. */
    private static List<Licence> licences(Path pom, Path repository) throws Exception {
        var project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
        var licences = new ArrayList<Licence>();
        for (var licence : children(children(List.of(project), "licenses"), "license")) {
            licences.add(new Licence(text(licence, "name"), text(licence, "url")));
        }
        if (!licences.isEmpty()) {
            return licences;
        }
        var parent = children(List.of(project), "parent").stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(pom + " names no licence"));
        var name = text(parent, "artifactId");
        var version = text(parent, "version");
        return licences(
                repository
                        .resolve(text(parent, "groupId").replace('.', '/'))
                        .resolve(Path.of(name, version, name + "-" + version + ".pom")),
                repository);
    }

    private static List<Element> children(List<Element> parents, String name) {
        var found = new ArrayList<Element>();
        for (var parent : parents) {
            for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element element && element.getTagName().equals(name)) {
                    found.add(element);
                }
            }
        }
        return found;
    }

    private static String text(Element parent, String name) {
        return children(List.of(parent), name).get(0).getTextContent().strip();
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
