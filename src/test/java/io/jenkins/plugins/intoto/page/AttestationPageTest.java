package io.jenkins.plugins.intoto.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.archive.ArchiveWriter;
import io.jenkins.plugins.intoto.archive.Origin;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import io.jenkins.plugins.intoto.page.ShownStatement.Line;
import io.jenkins.plugins.intoto.run.BuildWithSteps;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an attestation says can be read without a tool, whatever its size. */
class AttestationPageTest {
    private static final String BUNDLE = "app.intoto.jsonl";
    private static final String CUSTOM = "https://example.com/review/v1";
    private static final String CYCLONEDX = "https://cyclonedx.org/bom";

    @TempDir
    private Path folder;

    private BuildWithSteps build;

    @BeforeEach
    void beginBuild() throws Exception {
        build = new BuildWithSteps(folder);
    }

    @AfterEach
    void stopJenkins() {
        build.close();
    }

    private AttestationPage attest(String type, String predicate) throws Exception {
        return attest(type, predicate, false);
    }

    private AttestationPage attest(String type, String predicate, boolean isSigstore) throws Exception {
        var content = Json.parseObject(predicate.getBytes(StandardCharsets.UTF_8), "predicate", JsonLimits.DEFAULT);
        var statement = Statement.of(
                List.of(
                        ResourceDescriptor.of("app.jar", DigestMap.ofContent("app".getBytes(StandardCharsets.UTF_8))),
                        ResourceDescriptor.of("doc", DigestMap.ofContent("doc".getBytes(StandardCharsets.UTF_8)))),
                type,
                new TreeMap<>(content.asMap()));
        var envelope = DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, statement.toJson(), BuildWithSteps.ALICE);
        var line = isSigstore ? SigstoreBundle.of(envelope).toJson() : envelope.toJson();
        new ArchiveWriter(build.run)
                .putLines(
                        Origin.of(Integer.toHexString(type.hashCode())),
                        Map.of(
                                BUNDLE,
                                new ArchiveWriter.SignedLine(
                                        line,
                                        statement,
                                        BuildWithSteps.ALICE.publicKey().keyId(),
                                        new KeyNames.Name("alice", ""))),
                        build.listener());
        var attestations = page().getAttestations().getFirst();
        return page().getAttestation(attestations.get(attestations.size() - 1).getId());
    }

    private RunPage page() {
        return (RunPage) build.action().getTarget();
    }

    private static ShownStatement shown(AttestationPage page) {
        var content = page.read(null, null);
        assertThat(content.getProblem()).isNull();
        return content.getStatement();
    }

    private static List<String> facts(ShownStatement statement) {
        return statement.getFacts().stream()
                .map(fact -> fact.name() + ": " + fact.text())
                .toList();
    }

    private static List<String> rows(PredicateListing listing) {
        return listing.getRows().stream()
                .map(row -> String.join(" | ", row.cells()))
                .toList();
    }

    @Test
    void anAttestationSaysWhatItIsAboutAndWhoSignedIt() throws Exception {
        for (boolean isSigstore : new boolean[] {false, true}) {
            var page = attest(CUSTOM + isSigstore, "{\"ok\": true}", isSigstore);

            assertThat(shown(page).getSubjects()).extracting(Line::name).containsExactly("app.jar", "doc");
            assertThat(shown(page).getSubjects().get(0).text()).startsWith("sha256:");
            assertThat(page.getAttestation().getSigner().getName()).isEqualTo("alice");
            assertThat(page.getSubjects())
                    .extracting(AttestationPage.Subject::getName)
                    .containsExactly("app.jar", "doc");
            assertThat(shown(page).getTree()).containsExactly(new Line("ok", "true", 0));
        }
    }

    @Test
    void provenanceTellsBuilderSourcesAndParameters() throws Exception {
        var statement = shown(attest("https://slsa.dev/provenance/v1", """
                {"buildDefinition": {"buildType": "https://example.com/type", "externalParameters": {"branch": "main"},
                  "resolvedDependencies": [{"uri": "git+https://example.com/app", "digest": {"gitCommit": "abc"}}]},
                 "runDetails": {"builder": {"id": "https://example.com/builder"}, "metadata": {"startedOn": "2026-01-01T00:00:00Z"}}}
                """));

        assertThat(facts(statement))
                .containsExactly(
                        "Builder: https://example.com/builder",
                        "Build type: https://example.com/type",
                        "Started: 2026-01-01T00:00:00Z");
        assertThat(rows(statement.getListing())).containsExactly(" | git+https://example.com/app | gitCommit:abc");
        assertThat(statement.getTree()).contains(new Line("branch", "main", 1));
    }

    @Test
    void componentsAreSearchedAndPagedOnTheController() throws Exception {
        var components = IntStream.rangeClosed(1, 250)
                .mapToObj(i -> "{\"type\": \"library\", \"name\": \"lib-%d\", \"version\": \"1.%d\"}".formatted(i, i))
                .collect(Collectors.joining(","));
        var page = attest(
                CYCLONEDX,
                "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\": [%s, {\"name\": \"outer\","
                                .formatted(components)
                        + " \"type\": \"application\", \"components\": [{\"name\": \"inner\", \"type\": \"library\"}]}]}");

        var last = page.read("", "3").getStatement().getListing();
        assertThat(rows(last)).hasSize(52).contains("lib-201 | 1.201 | library |  | ", "inner |  | library |  | ");
        assertThat(last.getTotal()).isEqualTo(252);
        assertThat(last.getNext()).isNull();
        assertThat(last.getPrevious()).isEqualTo("?q=&page=2");
        assertThat(rows(page.read(" LIB-77 ", null).getStatement().getListing()))
                .hasSize(1);
        assertThat(page.read("", "99").getStatement().getListing().getPage()).isEqualTo(3);
        assertThat(page.read("nothing", null).getStatement().getListing().getTotal())
                .isZero();
    }

    @Test
    void spdxPackagesAreComponents() throws Exception {
        var statement = shown(attest("https://spdx.dev/Document/v2.3", """
                {"spdxVersion": "SPDX-2.3", "packages": [{"name": "zlib", "versionInfo": "1.3", "licenseConcluded": "Zlib",
                  "externalRefs": [{"referenceType": "purl", "referenceLocator": "pkg:generic/zlib@1.3"}]}]}
                """));

        assertThat(rows(statement.getListing())).containsExactly("zlib | 1.3 |  | pkg:generic/zlib@1.3 | Zlib");
    }

    @Test
    void theWorstFindingsOfAScanComeFirst() throws Exception {
        var statement = shown(attest("https://in-toto.io/attestation/vulns/v0.2", """
                {"scanner": {"uri": "https://scanner.example/", "result": [
                   {"id": "CVE-1", "severity": [{"method": "nvd", "score": "4.2"}]},
                   {"id": "CVE-2", "severity": [{"method": "nvd", "score": "LOW"}, {"method": "cvss", "score": "9.8"}]},
                   {"id": "CVE-3", "severity": []}]}}
                """));

        assertThat(rows(statement.getListing()))
                .containsExactly("critical | CVE-2 |  | ", "medium | CVE-1 |  | ", "unknown | CVE-3 |  | ");
        assertThat(statement.getListing().getCounts()).containsExactly("1 critical", "1 medium", "1 unknown");
    }

    @Test
    void reportsOfScannersWithinAScanOfCosignAreFindingsToo() throws Exception {
        var type = "https://cosign.sigstore.dev/attestation/vuln/v1";
        var trivy = shown(attest(type, """
                {"scanner": {"result": {"Results": [{"Vulnerabilities": [
                  {"VulnerabilityID": "CVE-1", "Severity": "HIGH", "PkgName": "zlib", "InstalledVersion": "1.2"}]}]}}}
                """));
        assertThat(rows(trivy.getListing())).containsExactly("high | CVE-1 | zlib | 1.2");
    }

    @Test
    void testsThatFailedComeFirst() throws Exception {
        var statement = shown(attest("https://in-toto.io/attestation/test-result/v0.1", """
                {"result": "FAILED", "configuration": [], "passedTests": ["a", "b"], "failedTests": ["c"]}
                """));

        assertThat(facts(statement)).containsExactly("Result: FAILED");
        assertThat(rows(statement.getListing())).containsExactly("failed | c", "passed | a", "passed | b");
        assertThat(statement.getListing().getCounts()).containsExactly("1 failed", "2 passed");
    }

    @Test
    void anyOtherPredicateIsATree() throws Exception {
        var statement =
                shown(attest(CUSTOM, "{\"result\": {\"ok\": false, \"by\": [\"alice\", {\"name\": \"bob\"}]}}"));

        assertThat(statement.getListing()).isNull();
        assertThat(statement.getTree())
                .containsExactlyInAnyOrder(
                        new Line("result", "", 0),
                        new Line("ok", "false", 1),
                        new Line("by", "", 1),
                        new Line("1.", "alice", 2),
                        new Line("2.", "", 2),
                        new Line("name", "bob", 3));
    }

    @Test
    void aTreeThatIsTooLargeIsCut() throws Exception {
        var members = IntStream.range(0, 1100).mapToObj(i -> "\"m%d\": %d".formatted(i, i));
        var statement = shown(attest(CUSTOM, members.collect(Collectors.joining(",", "{", "}"))));

        assertThat(statement.getTree()).hasSize(1000);
        assertThat(statement.isTreeCut()).isTrue();
    }

    @Test
    void anAttestationThatTheBuildHasChangedIsNotShown() throws Exception {
        var page = attest(CUSTOM, "{\"ok\": true}");
        var bundle = build.run.getRootDir().toPath().resolve("archive").resolve(BUNDLE);
        Files.writeString(bundle, Files.readString(bundle).replaceFirst("\"payload\":\"", "\"payload\":\"e30A"));

        assertThat(page.read(null, null).getProblem()).contains("no longer archived, or its bundle was changed");
        Files.delete(bundle);
        assertThat(page.read(null, null).getStatement()).isNull();
    }

    @Test
    void onlyWhatTheRunSignedHasAPage() throws Exception {
        attest(CUSTOM, "{}");

        assertThat(page().getAttestation("ab".repeat(32))).isNull();
        assertThat(page().getAttestation("../../x")).isNull();
    }

    @Test
    void theVerdictOfTheBuildStandsBesideItsAttestations() throws Exception {
        attest(CUSTOM, "{}");
        assertThat(page().getAttestations().getFirst().get(0).getVerdict()).isNull();
        build.recordChain();
        build.verifyAndReport();

        assertThat(page().getAttestations().getFirst().get(0).getVerdict())
                .isEqualTo(RunState.of(build.run).verifications().verdict().orElseThrow());
    }

    @Test
    void nothingIsLeftInTheFolderOfTemporaryFiles() throws Exception {
        var page = attest(CUSTOM, "{\"ok\": true}");
        var before = temporary();

        shown(page);
        Files.delete(build.run.getRootDir().toPath().resolve("archive").resolve(BUNDLE));
        page.read(null, null);

        assertThat(temporary()).isEqualTo(before);
    }

    private static List<String> temporary() throws Exception {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("in-toto\\d+\\.jsonl?"))
                    .sorted()
                    .toList();
        }
    }
}
