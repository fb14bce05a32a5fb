package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reports of Trivy: an object with {@code Results}, or an array of results, as versions before 0.20 wrote it. Only since 2023
 * do they say when they were made, since 2026 by which version, and never anything of the database.
 */
final class TrivyReport {
    private static final Set<String> OF_PACKAGES = Set.of("os-pkgs", "lang-pkgs");

    private TrivyReport() {}

    static boolean isMeant(Object document) {
        if (document instanceof List<?> results) {
            return !results.isEmpty() && results.stream().allMatch(result -> ReportFormat.has(result, "Target"));
        }
        return ReportFormat.has(document, "SchemaVersion", "ArtifactName")
                || document instanceof Map<?, ?> map
                        && map.get("Results") instanceof List<?> results
                        && results.stream().allMatch(result -> ReportFormat.has(result, "Target"));
    }

    static void read(Object document, ScanResults results) throws MalformedJsonException, MalformedPredicateException {
        var report = document instanceof List<?> list
                ? JsonObject.of(Map.of("Results", list), results.source())
                : JsonObject.of(document, results.source());
        if (!report.has("Results") && !isMeant(document)) {
            throw PredicateDocument.refused(
                    results.source(), "is not a report of Trivy, which has \"Results\", or \"ArtifactName\"");
        }
        var tool = report.objectOrNull("Trivy");
        results.projectOnGitHub(
                "aquasecurity/trivy", tool.isPresent() ? ScanResults.text(tool.get(), "Version") : Optional.empty());
        // It is set when all has been scanned.
        results.times(Optional.empty(), ScanResults.time(report, "CreatedAt"));
        var classes = new TreeSet<String>();
        boolean packages = false;
        var targets = report.objectsOrNull("Results");
        for (var target : targets) {
            var kind = ScanResults.text(target, "Class");
            kind.ifPresent(classes::add);
            packages |= kind.isEmpty() || OF_PACKAGES.contains(kind.get());
            read(target, results);
        }
        if (results.isEmpty() && !targets.isEmpty() && !packages) {
            // Without a result, the predicate would say that no vulnerability was found.
            throw PredicateDocument.refused(
                    results.source(),
                    "is not a scan for vulnerabilities: its results are of " + String.join(", ", classes)
                            + ", none of os-pkgs or lang-pkgs");
        }
    }

    private static void read(JsonObject target, ScanResults results) throws MalformedJsonException {
        for (var found : target.objectsOrNull("Vulnerabilities")) {
            var identifier = found.objectOrNull("PkgIdentifier");
            results.add(
                    ScanResults.requiredText(found, "VulnerabilityID"),
                    severities(found),
                    new ScanResults.Annotations()
                            .text("package", ScanResults.text(found, "PkgName"))
                            .text("version", ScanResults.text(found, "InstalledVersion"))
                            .text("fixedVersion", ScanResults.text(found, "FixedVersion"))
                            .text(
                                    "purl",
                                    identifier.isPresent()
                                            ? ScanResults.text(identifier.get(), "PURL")
                                            : Optional.empty())
                            .text("target", ScanResults.text(target, "Target"))
                            .text("severitySource", ScanResults.text(found, "SeveritySource")));
        }
        results.suppressed(target.objectsOrNull("ExperimentalModifiedFindings").size());
    }

    private static ScanResults.Severities severities(JsonObject found) throws MalformedJsonException {
        var severities = new ScanResults.Severities().add("trivy", ScanResults.text(found, "Severity"));
        var scores = found.objectOrNull("CVSS");
        if (scores.isPresent()) {
            for (var origin : new ArrayList<>(scores.get().names())) {
                var score = scores.get().object(origin);
                severities
                        .cvss("2", origin, score, "V2Score", "V2Vector")
                        .cvss("3", origin, score, "V3Score", "V3Vector")
                        .cvss("4", origin, score, "V40Score", "V40Vector");
            }
        }
        return severities;
    }
}
