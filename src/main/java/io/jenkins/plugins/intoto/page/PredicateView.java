package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.engine.predicate.PredicateType;
import io.jenkins.plugins.intoto.engine.predicate.SarifReport;
import io.jenkins.plugins.intoto.page.PredicateListing.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is shown of a type of predicates: some members by name, what one of its lists holds as a table, and parts of it, or all, as
 * a tree. Places are the names of members with slashes between them, {@code *} for an element of an array.
 */
enum PredicateView {
    /** SLSA provenance 1.x. */
    PROVENANCE(
            "Sources and materials",
            List.of("Name", "Address", "Digest"),
            false,
            Map.of("buildDefinition/resolvedDependencies", PredicateRows::dependency),
            List.of("buildDefinition/externalParameters", "buildDefinition/internalParameters"),
            fact("runDetails/builder/id", "Builder"),
            fact("buildDefinition/buildType", "Build type"),
            fact("runDetails/metadata/invocationId", "Build"),
            fact("runDetails/metadata/startedOn", "Started"),
            fact("runDetails/metadata/finishedOn", "Finished")),
    /** SLSA provenance 0.2. */
    PROVENANCE_V0_2(
            "Sources and materials",
            List.of("Name", "Address", "Digest"),
            false,
            Map.of("materials", PredicateRows::dependency),
            List.of("invocation/parameters", "invocation/environment", "buildConfig"),
            fact("builder/id", "Builder"),
            fact("buildType", "Build type"),
            fact("metadata/buildInvocationId", "Build"),
            fact("invocation/configSource/uri", "Source"),
            fact("invocation/configSource/entryPoint", "Entry point"),
            fact("metadata/buildStartedOn", "Started"),
            fact("metadata/buildFinishedOn", "Finished")),
    /** A CycloneDX document. */
    CYCLONEDX(
            "Components",
            List.of("Name", "Version", "Kind", "Package URL", "Licences"),
            false,
            Map.of("components", PredicateRows::cycloneDx),
            List.of(),
            fact("specVersion", "CycloneDX"),
            fact("serialNumber", "Serial number"),
            fact("metadata/timestamp", "Made"),
            fact("metadata/component/name", "Describes"),
            fact("metadata/component/version", "Version")),
    /** An SPDX 2.x document. */
    SPDX_2(
            "Components",
            List.of("Name", "Version", "Kind", "Package URL", "Licences"),
            false,
            Map.of("packages", PredicateRows::spdx2),
            List.of(),
            fact("spdxVersion", "SPDX"),
            fact("name", "Describes"),
            fact("documentNamespace", "Namespace"),
            fact("creationInfo/created", "Made")),
    /** An SPDX 3.x document. */
    SPDX_3(
            "Components",
            List.of("Name", "Version", "Kind", "Package URL", "Licences"),
            false,
            Map.of("@graph", PredicateRows::spdx3),
            List.of(),
            fact("@context", "SPDX")),
    /** A vulnerability scan, of the framework or of cosign with the reports of Trivy or Grype. */
    VULNERABILITIES(
            "Findings",
            List.of("Severity", "Vulnerability", "Component", "Version"),
            true,
            Map.of(
                    "scanner/result", PredicateRows::vulnerability,
                    "scanner/result/Results/*/Vulnerabilities", PredicateRows::trivy,
                    "scanner/result/matches", PredicateRows::grype),
            List.of(),
            fact("scanner/uri", "Scanner"),
            fact("scanner/version", "Version"),
            fact("scanner/db/uri", "Database"),
            fact("scanner/db/version", "Version of the database"),
            fact("scanner/db/lastUpdate", "Database updated"),
            fact("metadata/scanStartedOn", "Started"),
            fact("metadata/scanFinishedOn", "Finished")),
    /** Statements on vulnerabilities. */
    OPENVEX(
            "Statements",
            List.of("Status", "Vulnerability", "Products", "Reason"),
            true,
            Map.of("statements", PredicateRows::openVex),
            List.of(),
            fact("@id", "Document"),
            fact("author", "Author"),
            fact("timestamp", "Made"),
            fact("version", "Version")),
    /** A report of a static analysis as Witness wraps it. */
    SARIF(
            "Findings",
            List.of("Level", "Rule", "Message", "File"),
            true,
            Map.of("report/runs/*/results", PredicateRows::sarif),
            List.of(),
            fact("reportFileName", "Report"),
            fact("report/runs/*/tool/driver/name", "Tool"),
            fact("report/runs/*/tool/driver/version", "Version")),
    /** How tests went. */
    TESTS(
            "Tests",
            List.of("Outcome", "Test"),
            true,
            Map.of(
                    "failedTests", test -> PredicateRows.test("failed", test, 0),
                    "warnedTests", test -> PredicateRows.test("warned", test, 1),
                    "passedTests", test -> PredicateRows.test("passed", test, 2)),
            List.of("configuration"),
            fact("result", "Result"),
            fact("url", "Report")),
    /** Anything else: all of it as a tree. */
    OTHER("", List.of(), false, Map.of(), List.of(""));

    private final String title;
    private final List<String> columns;
    private final boolean ranked;
    private final Map<String, Function<Object, List<Row>>> lists;
    private final List<String> trees;
    private final List<Fact> facts;

    PredicateView(
            String title,
            List<String> columns,
            boolean ranked,
            Map<String, Function<Object, List<Row>>> lists,
            List<String> trees,
            Fact... facts) {
        this.title = title;
        this.columns = columns;
        this.ranked = ranked;
        this.lists = lists;
        this.trees = trees;
        this.facts = List.of(facts);
    }

    private record Fact(String place, String label) {}

    private static Fact fact(String place, String label) {
        return new Fact(place, label);
    }

    /** How predicates of a type are shown. */
    static PredicateView of(String predicateType) {
        if (predicateType.equals(SarifReport.TYPE)) {
            return SARIF;
        }
        return PredicateType.of(predicateType)
                .map(type -> switch (type) {
                    case SLSA_PROVENANCE_V1 -> PROVENANCE;
                    case SLSA_PROVENANCE_V0_2 -> PROVENANCE_V0_2;
                    case CYCLONEDX -> CYCLONEDX;
                    case SPDX_2 -> SPDX_2;
                    case SPDX_3 -> SPDX_3;
                    case VULNERABILITIES_V0_1, VULNERABILITIES_V0_2, COSIGN_VULNERABILITIES -> VULNERABILITIES;
                    case OPENVEX -> OPENVEX;
                    case TEST_RESULT -> TESTS;
                    default -> OTHER;
                })
                .orElse(OTHER);
    }

    /** What the rows of the table are. */
    String title() {
        return title;
    }

    /** The headings of the table; empty if there is none. */
    List<String> columns() {
        return columns;
    }

    /** Whether rows are ordered, and counted, by their first column. */
    boolean isRanked() {
        return ranked;
    }

    /** What makes rows of the elements of a list; empty if they are not shown as a table. */
    Optional<Function<Object, List<Row>>> rows(String place) {
        return Optional.ofNullable(lists.get(place));
    }

    /** What a member is called; empty if it is not shown by name. */
    Optional<String> label(String place) {
        return facts.stream()
                .filter(fact -> fact.place().equals(place))
                .map(Fact::label)
                .findFirst();
    }

    /** Where a label stands among others. */
    int order(String label) {
        for (int i = 0; i < facts.size(); i++) {
            if (facts.get(i).label().equals(label)) {
                return i;
            }
        }
        return facts.size();
    }

    /** Whether a part is shown as a tree. */
    boolean isTree(String place) {
        return trees.stream().anyMatch(tree -> tree.isEmpty() || place.equals(tree) || place.startsWith(tree + "/"));
    }

    /** Whether anything within a part is shown. */
    boolean concerns(String place) {
        return place.isEmpty()
                || isTree(place)
                || lists.keySet().stream().anyMatch(list -> list.startsWith(place + "/"))
                || trees.stream().anyMatch(tree -> tree.startsWith(place + "/"))
                || facts.stream().anyMatch(fact -> fact.place().startsWith(place + "/"));
    }
}
