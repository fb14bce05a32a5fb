package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reports of OSV-Scanner, with {@code results}. They say neither by which version they were made, nor when. */
final class OsvScannerReport {
    private static final String CVSS = "cvss_v";
    private static final Set<String> MEMBERS = Set.of(
            "results", "experimental_config", "experimental_generic_findings", "image_metadata", "license_summary");

    private OsvScannerReport() {}

    static boolean isMeant(Object document) {
        return document instanceof Map<?, ?> map
                && map.get("results") instanceof List<?> results
                && MEMBERS.containsAll(map.keySet())
                && results.stream().allMatch(result -> ReportFormat.has(result, "source", "packages"));
    }

    static void read(JsonObject report, ScanResults results) throws MalformedJsonException {
        if (!report.has("results")) {
            throw report.malformed("results", "is missing, so this is not a report of OSV-Scanner");
        }
        results.projectOnGitHub("google/osv-scanner", Optional.empty());
        for (var result : report.objectsOrNull("results")) {
            var source = result.objectOrNull("source");
            var target = source.isPresent() ? ScanResults.text(source.get(), "path") : Optional.<String>empty();
            for (var each : result.objectsOrNull("packages")) {
                readPackage(each, target, results);
            }
        }
    }

    private static void readPackage(JsonObject each, Optional<String> target, ScanResults results)
            throws MalformedJsonException {
        var scanned = each.object("package");
        var groups = each.objectsOrNull("groups");
        for (var found : each.objectsOrNull("vulnerabilities")) {
            var id = ScanResults.requiredText(found, "id");
            results.add(
                    id,
                    severities(id, found, groups),
                    new ScanResults.Annotations()
                            .text("package", ScanResults.text(scanned, "name"))
                            .text("version", ScanResults.text(scanned, "version"))
                            .text("ecosystem", ScanResults.text(scanned, "ecosystem"))
                            .text("target", target)
                            .texts("aliases", found.strings("aliases")));
        }
    }

    private static ScanResults.Severities severities(String id, JsonObject found, List<JsonObject> groups)
            throws MalformedJsonException {
        var severities = new ScanResults.Severities();
        for (var group : groups) {
            if (group.strings("ids").contains(id)) {
                severities.add("osv-scanner", ScanResults.text(group, "max_severity"));
            }
        }
        for (var severity : found.objectsOrNull("severity")) {
            // Without a type, its score cannot be read.
            var type = ScanResults.text(severity, "type");
            if (type.isPresent()) {
                severities.add(method(type.get()), ScanResults.text(severity, "score"));
            }
        }
        if (found.asMap().get("database_specific") instanceof Map<?, ?> own
                && own.get("severity") instanceof String level
                && !level.isEmpty()) {
            severities.add(id.split("-", 2)[0].toLowerCase(Locale.ROOT), Optional.of(level));
        }
        return severities;
    }

    /** Those of CVSS are vectors (OSV schema 1, severity). */
    private static String method(String type) {
        var name = type.toLowerCase(Locale.ROOT);
        return name.startsWith(CVSS) ? name + "_vector" : name;
    }
}
