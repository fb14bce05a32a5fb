package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.page.PredicateListing.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes rows of the elements of predicates' lists. Whatever is not as its type has it is left out of the row. */
final class PredicateRows {
    private static final List<String> SEVERITIES =
            List.of("critical", "high", "medium", "low", "negligible", "none", "unknown");
    private static final List<String> LEVELS = List.of("error", "warning", "note", "none");
    private static final List<String> STATUSES = List.of("affected", "under_investigation", "fixed", "not_affected");

    private PredicateRows() {}

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static String text(Object value) {
        return value instanceof String || value instanceof Number ? value.toString() : "";
    }

    /** The first text that is there. */
    private static String first(Object... values) {
        for (var value : values) {
            if (!text(value).isEmpty()) {
                return text(value);
            }
        }
        return "";
    }

    private static int rank(List<String> order, String word) {
        int rank = order.indexOf(word);
        return rank < 0 ? order.size() : rank;
    }

    /** A resource descriptor, or a material of SLSA 0.2. */
    static List<Row> dependency(Object element) {
        var dependency = map(element);
        return List.of(new Row(List.of(
                text(dependency.get("name")),
                first(dependency.get("uri"), dependency.get("downloadLocation")),
                digests(dependency.get("digest")))));
    }

    static String digests(Object digest) {
        var sorted = new TreeMap<String, String>();
        map(digest).forEach((algorithm, value) -> sorted.put(String.valueOf(algorithm), text(value)));
        return sorted.entrySet().stream()
                .map(each -> each.getKey() + ":" + each.getValue())
                .collect(Collectors.joining(" "));
    }

    /** A component with those in it. */
    static List<Row> cycloneDx(Object element) {
        var rows = new ArrayList<Row>();
        addCycloneDx(element, rows);
        return rows;
    }

    private static void addCycloneDx(Object element, List<Row> rows) {
        var component = map(element);
        var group = text(component.get("group"));
        rows.add(new Row(List.of(
                (group.isEmpty() ? "" : group + "/") + text(component.get("name")),
                text(component.get("version")),
                text(component.get("type")),
                text(component.get("purl")),
                list(component.get("licenses")).stream()
                        .map(PredicateRows::map)
                        .map(choice -> first(
                                choice.get("expression"),
                                map(choice.get("license")).get("id"),
                                map(choice.get("license")).get("name")))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.joining(", ")))));
        list(component.get("components")).forEach(inner -> addCycloneDx(inner, rows));
    }

    static List<Row> spdx2(Object element) {
        var described = map(element);
        var purl = list(described.get("externalRefs")).stream()
                .map(PredicateRows::map)
                .filter(reference -> "purl".equals(reference.get("referenceType")))
                .map(reference -> text(reference.get("referenceLocator")))
                .findFirst();
        var concluded = text(described.get("licenseConcluded"));
        return List.of(new Row(List.of(
                text(described.get("name")),
                text(described.get("versionInfo")),
                text(described.get("primaryPackagePurpose")).toLowerCase(Locale.ROOT),
                purl.orElse(""),
                concluded.isEmpty() || concluded.equals("NOASSERTION")
                        ? text(described.get("licenseDeclared"))
                        : concluded)));
    }

    /** A package or file; other elements are not components. */
    static List<Row> spdx3(Object element) {
        var node = map(element);
        var type = first(node.get("type"), node.get("@type"));
        if (!type.equals("software_Package") && !type.equals("software_File")) {
            return List.of();
        }
        return List.of(new Row(List.of(
                text(node.get("name")),
                text(node.get("software_packageVersion")),
                type.substring("software_".length()).toLowerCase(Locale.ROOT),
                text(node.get("software_packageUrl")),
                text(node.get("software_copyrightText")))));
    }

    /** A result of the framework's scans. */
    static List<Row> vulnerability(Object element) {
        var result = map(element);
        var severity = list(result.get("severity")).stream()
                .map(each -> severity(map(each).get("score")))
                .min((one, other) -> rank(SEVERITIES, one) - rank(SEVERITIES, other))
                .orElse("unknown");
        var annotations = new TreeMap<String, String>();
        list(result.get("annotations")).forEach(annotation -> map(annotation)
                .forEach((name, value) -> annotations.put(String.valueOf(name), text(value))));
        return List.of(finding(
                severity,
                text(result.get("id")),
                first(annotations.get("package"), annotations.get("component"), annotations.get("purl")),
                first(annotations.get("version"))));
    }

    /** A severity by its name, or by its CVSS score (CVSS 3.1, section 5). */
    private static String severity(Object score) {
        var told = text(score).toLowerCase(Locale.ROOT);
        try {
            double number = new BigDecimal(told).doubleValue();
            return number >= 9
                    ? "critical"
                    : number >= 7 ? "high" : number >= 4 ? "medium" : number > 0 ? "low" : "none";
        } catch (NumberFormatException e) {
            return told.isEmpty() ? "unknown" : told;
        }
    }

    private static Row finding(String severity, String id, String component, String version) {
        return new Row(List.of(severity, id, component, version), rank(SEVERITIES, severity));
    }

    static List<Row> trivy(Object element) {
        var found = map(element);
        return List.of(finding(
                severity(found.get("Severity")),
                text(found.get("VulnerabilityID")),
                text(found.get("PkgName")),
                text(found.get("InstalledVersion"))));
    }

    static List<Row> grype(Object element) {
        var vulnerability = map(map(element).get("vulnerability"));
        var artifact = map(map(element).get("artifact"));
        return List.of(finding(
                severity(vulnerability.get("severity")),
                text(vulnerability.get("id")),
                text(artifact.get("name")),
                text(artifact.get("version"))));
    }

    static List<Row> openVex(Object element) {
        var statement = map(element);
        var vulnerability = statement.get("vulnerability");
        var status = text(statement.get("status"));
        return List.of(new Row(
                List.of(
                        status,
                        first(
                                vulnerability,
                                map(vulnerability).get("name"),
                                map(vulnerability).get("@id")),
                        list(statement.get("products")).stream()
                                .map(product -> first(product, map(product).get("@id")))
                                .limit(5)
                                .collect(Collectors.joining(", ")),
                        first(statement.get("justification"), statement.get("impact_statement"))),
                rank(STATUSES, status)));
    }

    static List<Row> sarif(Object element) {
        var result = map(element);
        var level = first(result.get("level"), "warning");
        var location = list(result.get("locations")).stream()
                .map(each -> map(map(each).get("physicalLocation")))
                .map(place -> text(map(place.get("artifactLocation")).get("uri"))
                        + line(map(place.get("region")).get("startLine")))
                .findFirst();
        return List.of(new Row(
                List.of(
                        level,
                        first(result.get("ruleId"), map(result.get("rule")).get("id")),
                        text(map(result.get("message")).get("text")),
                        location.orElse("")),
                rank(LEVELS, level)));
    }

    private static String line(Object number) {
        return text(number).isEmpty() ? "" : ":" + text(number);
    }

    static List<Row> test(String outcome, Object name, int rank) {
        return List.of(new Row(List.of(outcome, text(name)), rank));
    }
}
