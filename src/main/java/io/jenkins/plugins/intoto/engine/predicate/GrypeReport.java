package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reports of Grype, with {@code matches}. What it says of its database is in {@code descriptor.db} since 2021 and, since
 * version 0.90, in its member {@code status}; when the report was made is said since version 0.61.1, unless that is
 * switched off.
 */
final class GrypeReport {
    /** What stands for the version in a build that was given none. */
    private static final String NO_VERSION = "[not provided]";

    private GrypeReport() {}

    static boolean isMeant(Object document) {
        return document instanceof Map<?, ?> map
                && map.get("matches") instanceof List<?> matches
                && (ReportFormat.has(document, "descriptor")
                        || ReportFormat.has(document, "distro")
                        || !matches.isEmpty())
                && matches.stream().allMatch(match -> ReportFormat.has(match, "vulnerability", "artifact"));
    }

    static void read(JsonObject report, ScanResults results) throws MalformedJsonException {
        if (!report.has("matches")) {
            throw report.malformed("matches", "is missing, so this is not a report of Grype");
        }
        var descriptor = report.objectOrNull("descriptor");
        results.projectOnGitHub(
                "anchore/grype",
                descriptor.isPresent()
                        ? ScanResults.text(descriptor.get(), "version").filter(version -> !version.equals(NO_VERSION))
                        : Optional.empty());
        if (descriptor.isPresent()) {
            // It is taken when everything has been matched.
            results.times(Optional.empty(), ScanResults.time(descriptor.get(), "timestamp"));
            var database = descriptor.get().objectOrNull("db");
            if (database.isPresent()) {
                readDatabase(database.get(), results);
            }
        }
        for (var match : report.objectsOrNull("matches")) {
            readMatch(match, results);
        }
        results.suppressed(report.objectsOrNull("ignoredMatches").size());
    }

    private static void readDatabase(JsonObject database, ScanResults results) throws MalformedJsonException {
        var status = database.objectOrNull("status").orElse(database);
        var schema = status.asMap().get("schemaVersion");
        results.database(
                ScanResults.text(status, "from"),
                schema instanceof Long number
                        ? Optional.of(number.toString())
                        : ScanResults.text(status, "schemaVersion"),
                ScanResults.time(status, "built"));
    }

    private static void readMatch(JsonObject match, ScanResults results) throws MalformedJsonException {
        var found = match.object("vulnerability");
        var artifact = match.object("artifact");
        var related = new ArrayList<String>();
        for (var other : match.objectsOrNull("relatedVulnerabilities")) {
            related.add(ScanResults.requiredText(other, "id"));
        }
        results.add(
                ScanResults.requiredText(found, "id"),
                severities(found),
                new ScanResults.Annotations()
                        .text("package", ScanResults.text(artifact, "name"))
                        .text("version", ScanResults.text(artifact, "version"))
                        .text("fixedVersion", fixed(found))
                        .text("purl", ScanResults.text(artifact, "purl"))
                        .texts("aliases", related));
    }

    private static Optional<String> fixed(JsonObject found) throws MalformedJsonException {
        var fix = found.objectOrNull("fix");
        if (fix.isEmpty() || fix.get().asMap().get("versions") == null) {
            return ScanResults.text(found, "fixedInVersion");
        }
        return Optional.of(String.join(", ", fix.get().strings("versions"))).filter(versions -> !versions.isEmpty());
    }

    private static ScanResults.Severities severities(JsonObject found) throws MalformedJsonException {
        var severities = new ScanResults.Severities().add("grype", ScanResults.text(found, "severity"));
        for (var cvss : found.objectsOrNull("cvss")) {
            // The major version is that of the method; the vector has the whole.
            var version = ScanResults.requiredText(cvss, "version").split("\\.", 2)[0];
            var origin = ScanResults.text(cvss, "source").orElse("");
            var metrics = cvss.objectOrNull("metrics");
            if (metrics.isPresent()) {
                severities.cvssScore(version, origin, metrics.get(), "baseScore");
            }
            severities.cvssVector(version, origin, cvss, "vector");
        }
        // As it was before May 2021.
        for (var version : List.of("2", "3")) {
            var cvss = found.objectOrNull("cvssV" + version);
            if (cvss.isPresent()) {
                severities.cvss(version, "", cvss.get(), "baseScore", "vector");
            }
        }
        return severities;
    }
}
