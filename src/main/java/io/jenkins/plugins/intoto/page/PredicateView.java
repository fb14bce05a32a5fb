package io.jenkins.plugins.intoto.page;

import static io.jenkins.plugins.intoto.page.Messages.*;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.intoto.engine.predicate.PredicateType;
import io.jenkins.plugins.intoto.engine.predicate.SarifReport;
import io.jenkins.plugins.intoto.page.PredicateListing.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jvnet.localizer.Localizable;

/**
 * What is shown of a type of predicates: some members by name, what one of its lists holds as a table, and parts of it, or all, as
 * a tree. Places are the names of members with slashes between them, {@code *} for an element of an array.
 */
enum PredicateView {
    /** SLSA provenance 1.x. */
    PROVENANCE(
            Table.SOURCES,
            Map.of("buildDefinition/resolvedDependencies", PredicateRows::dependency),
            List.of("buildDefinition/externalParameters", "buildDefinition/internalParameters"),
            fact("runDetails/builder/id", _PredicateView_Builder()),
            fact("buildDefinition/buildType", _PredicateView_BuildType()),
            fact("runDetails/metadata/invocationId", _PredicateView_Build()),
            fact("runDetails/metadata/startedOn", _PredicateView_Started()),
            fact("runDetails/metadata/finishedOn", _PredicateView_Finished())),
    /** SLSA provenance 0.2. */
    PROVENANCE_V0_2(
            Table.SOURCES,
            Map.of("materials", PredicateRows::dependency),
            List.of("invocation/parameters", "invocation/environment", "buildConfig"),
            fact("builder/id", _PredicateView_Builder()),
            fact("buildType", _PredicateView_BuildType()),
            fact("metadata/buildInvocationId", _PredicateView_Build()),
            fact("invocation/configSource/uri", _PredicateView_Source()),
            fact("invocation/configSource/entryPoint", _PredicateView_EntryPoint()),
            fact("metadata/buildStartedOn", _PredicateView_Started()),
            fact("metadata/buildFinishedOn", _PredicateView_Finished())),
    /** A CycloneDX document. */
    CYCLONEDX(
            Table.COMPONENTS,
            Map.of("components", PredicateRows::cycloneDx),
            List.of(),
            fact("specVersion", _PredicateView_CycloneDX()),
            fact("serialNumber", _PredicateView_SerialNumber()),
            fact("metadata/timestamp", _PredicateView_Made()),
            fact("metadata/component/name", _PredicateView_Describes()),
            fact("metadata/component/version", _PredicateView_Version())),
    /** An SPDX 2.x document. */
    SPDX_2(
            Table.COMPONENTS,
            Map.of("packages", PredicateRows::spdx2),
            List.of(),
            fact("spdxVersion", _PredicateView_SPDX()),
            fact("name", _PredicateView_Describes()),
            fact("documentNamespace", _PredicateView_Namespace()),
            fact("creationInfo/created", _PredicateView_Made())),
    /** An SPDX 3.x document. */
    SPDX_3(
            Table.COMPONENTS,
            Map.of("@graph", PredicateRows::spdx3),
            List.of(),
            fact("@context", _PredicateView_SPDX())),
    /** A vulnerability scan, of the framework or of cosign with the reports of Trivy or Grype. */
    VULNERABILITIES(
            Table.VULNERABILITIES,
            Map.of(
                    "scanner/result", PredicateRows::vulnerability,
                    "scanner/result/Results/*/Vulnerabilities", PredicateRows::trivy,
                    "scanner/result/matches", PredicateRows::grype),
            List.of(),
            fact("scanner/uri", _PredicateView_Scanner()),
            fact("scanner/version", _PredicateView_Version()),
            fact("scanner/db/uri", _PredicateView_Database()),
            fact("scanner/db/version", _PredicateView_VersionOfTheDatabase()),
            fact("scanner/db/lastUpdate", _PredicateView_DatabaseUpdated()),
            fact("metadata/scanStartedOn", _PredicateView_Started()),
            fact("metadata/scanFinishedOn", _PredicateView_Finished())),
    /** Statements on vulnerabilities. */
    OPENVEX(
            Table.STATEMENTS,
            Map.of("statements", PredicateRows::openVex),
            List.of(),
            fact("@id", _PredicateView_Document()),
            fact("author", _PredicateView_Author()),
            fact("timestamp", _PredicateView_Made()),
            fact("version", _PredicateView_Version())),
    /** A report of a static analysis as Witness wraps it. */
    SARIF(
            Table.RESULTS,
            Map.of("report/runs/*/results", PredicateRows::sarif),
            List.of(),
            fact("reportFileName", _PredicateView_Report()),
            fact("report/runs/*/tool/driver/name", _PredicateView_Tool()),
            fact("report/runs/*/tool/driver/version", _PredicateView_Version())),
    /** How tests went. */
    TESTS(
            Table.TESTS,
            Map.of(
                    "failedTests", test -> PredicateRows.test(PredicateView_Failed(), test, 0),
                    "warnedTests", test -> PredicateRows.test(PredicateView_Warned(), test, 1),
                    "passedTests", test -> PredicateRows.test(PredicateView_Passed(), test, 2)),
            List.of("configuration"),
            fact("result", _PredicateView_Result()),
            fact("url", _PredicateView_Report())),
    /** Anything else: all of it as a tree. */
    OTHER(Table.NONE, Map.of(), List.of(""));

    /** What is shown as a table. */
    private enum Table {
        NONE(null, false),
        SOURCES(
                _PredicateView_SourcesAndMaterials(),
                false,
                _PredicateView_Name(),
                _PredicateView_Address(),
                _PredicateView_Digest()),
        COMPONENTS(
                _PredicateView_Components(),
                false,
                _PredicateView_Name(),
                _PredicateView_Version(),
                _PredicateView_Kind(),
                _PredicateView_PackageURL(),
                _PredicateView_Licences()),
        VULNERABILITIES(
                _PredicateView_Findings(),
                true,
                _PredicateView_Severity(),
                _PredicateView_Vulnerability(),
                _PredicateView_Component(),
                _PredicateView_Version()),
        STATEMENTS(
                _PredicateView_Statements(),
                true,
                _PredicateView_Status(),
                _PredicateView_Vulnerability(),
                _PredicateView_Products(),
                _PredicateView_Reason()),
        RESULTS(
                _PredicateView_Findings(),
                true,
                _PredicateView_Level(),
                _PredicateView_Rule(),
                _PredicateView_Message(),
                _PredicateView_File()),
        TESTS(_PredicateView_Tests(), true, _PredicateView_Outcome(), _PredicateView_Test());

        private final Localizable title;
        private final boolean ranked;
        private final List<Localizable> columns;

        Table(@CheckForNull Localizable title, boolean ranked, Localizable... columns) {
            this.title = title;
            this.ranked = ranked;
            this.columns = List.of(columns);
        }
    }

    private final Table table;
    private final Map<String, Function<Object, List<Row>>> lists;
    private final List<String> trees;
    private final List<Fact> facts;

    PredicateView(Table table, Map<String, Function<Object, List<Row>>> lists, List<String> trees, Fact... facts) {
        this.table = table;
        this.lists = lists;
        this.trees = trees;
        this.facts = List.of(facts);
    }

    private record Fact(String place, Localizable label) {}

    private static Fact fact(String place, Localizable label) {
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
        return table.title == null ? "" : table.title.toString();
    }

    /** The headings of the table; empty if there is none. */
    List<String> columns() {
        return table.columns.stream().map(Localizable::toString).toList();
    }

    /** Whether rows are ordered, and counted, by their first column. */
    boolean isRanked() {
        return table.ranked;
    }

    /** What makes rows of the elements of a list; empty if they are not shown as a table. */
    Optional<Function<Object, List<Row>>> rows(String place) {
        return Optional.ofNullable(lists.get(place));
    }

    /** What a member is called; empty if it is not shown by name. */
    Optional<String> label(String place) {
        return facts.stream()
                .filter(fact -> fact.place().equals(place))
                .map(fact -> fact.label().toString())
                .findFirst();
    }

    /** Where a label stands among others. */
    int order(String label) {
        for (int i = 0; i < facts.size(); i++) {
            if (facts.get(i).label().toString().equals(label)) {
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
