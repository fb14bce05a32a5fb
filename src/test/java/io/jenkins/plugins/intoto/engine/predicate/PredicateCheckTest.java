package io.jenkins.plugins.intoto.engine.predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PredicateCheckTest {
    static Stream<String> samples() {
        return Samples.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsMetInTheWorldIsSound(String name) throws Exception {
        assertThat(PredicateType.of(Samples.statement(name))).isPresent();
        assertThat(PredicateCheck.of(Samples.statement(name))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyKnownTypeHasASample(PredicateType type) throws Exception {
        for (var name : Samples.NAMES) {
            if (PredicateType.of(Samples.statement(name)).orElseThrow() == type) {
                return;
            }
        }
        throw new AssertionError("no sample of " + type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                provenance-v1|/predicate/buildDefinition/buildType|/predicate/buildDefinition
                provenance-v1|/predicate/buildDefinition/externalParameters|/predicate/buildDefinition
                provenance-v1|/predicate/buildDefinition|/predicate
                provenance-v1|/predicate/runDetails|/predicate
                provenance-v1|/predicate/runDetails/builder|/predicate/runDetails
                provenance-v1|/predicate/runDetails/builder/id|/predicate/runDetails/builder
                generator-provenance-v0.2|/predicate/builder/id|/predicate/builder
                generator-provenance-v0.2|/predicate/buildType|/predicate
                summary|/predicate/verifier/id|/predicate/verifier
                summary|/predicate/resourceUri|/predicate
                summary|/predicate/policy/uri|/predicate/policy
                summary|/predicate/verificationResult|/predicate
                summary|/predicate/verifiedLevels|/predicate
                summary|/predicate/inputAttestations/0/digest|/predicate/inputAttestations/0
                link|/predicate/name|/predicate
                link|/predicate/materials/0/name|/predicate/materials/0
                link|/subject/0/name|/subject/0
                cosign-link|/predicate/name|/predicate
                test-result|/predicate/result|/predicate
                test-result|/predicate/configuration|/predicate
                vulns-v0.2|/predicate/scanner/uri|/predicate/scanner
                vulns-v0.2|/predicate/scanner/db/lastUpdate|/predicate/scanner/db
                vulns-v0.2|/predicate/scanner/result|/predicate/scanner
                vulns-v0.2|/predicate/scanner/result/0/id|/predicate/scanner/result/0
                vulns-v0.2|/predicate/scanner/result/0/severity/1/score|/predicate/scanner/result/0/severity/1
                vulns-v0.2|/predicate/metadata/scanStartedOn|/predicate/metadata
                vulns-v0.2|/predicate/metadata/scanFinishedOn|/predicate/metadata
                vulns-v0.1|/predicate/scanner/result/0/vulnerability/id|/predicate/scanner/result/0/vulnerability
                vulns-v0.1|/predicate/scanner/result/1/id|/predicate/scanner/result/1
                cosign-vuln|/predicate/scanner|/predicate
                cosign-vuln|/predicate/metadata/scanFinishedOn|/predicate/metadata
                cosign-custom|/predicate/Data|/predicate
                github-spdx|/predicate/spdxVersion|/predicate
                github-spdx|/predicate/creationInfo/created|/predicate/creationInfo
                github-spdx|/predicate/packages/0/downloadLocation|/predicate/packages/0
                github-spdx|/predicate/files/0/fileName|/predicate/files/0
                github-spdx|/predicate/relationships/0/relationshipType|/predicate/relationships/0
                spdx-3|/predicate/@context|/predicate
                spdx-3|/predicate/@graph|/predicate
                spdx-3|/predicate/@graph/0/created|/predicate/@graph/0
                spdx-3|/predicate/@graph/0|/predicate/@graph
                cyclonedx|/predicate/bomFormat|/predicate
                cyclonedx|/predicate/specVersion|/predicate
                cyclonedx|/predicate/components/0/type|/predicate/components/0
                cyclonedx|/predicate/metadata/component/name|/predicate/metadata/component
                cyclonedx|/predicate/dependencies/0/ref|/predicate/dependencies/0
                openvex|/predicate/author|/predicate
                openvex|/predicate/timestamp|/predicate
                openvex|/predicate/statements/0/vulnerability|/predicate/statements/0
                openvex|/predicate/statements/0/vulnerability/name|/predicate/statements/0/vulnerability
                openvex|/predicate/statements/0/status|/predicate/statements/0
                scai|/predicate/attributes|/predicate
                scai|/predicate/attributes/0|/predicate/attributes
                scai|/predicate/attributes/0/attribute|/predicate/attributes/0
                runtime-trace|/predicate/monitor/type|/predicate/monitor
                runtime-trace|/predicate/monitoredProcess/hostID|/predicate/monitoredProcess
                runtime-trace|/predicate/monitoredProcess/type|/predicate/monitoredProcess
                runtime-trace|/predicate/monitoredProcess/event|/predicate/monitoredProcess
                runtime-trace|/predicate/monitorLog|/predicate
                release|/predicate/purl|/predicate
                reference|/predicate/attester/id|/predicate/attester
                reference|/predicate/references/0/mediaType|/predicate/references/0
                reference|/predicate/references/0/downloadLocation|/predicate/references/0
                svr|/predicate/verifier/id|/predicate/verifier
                svr|/predicate/verifier/policies|/predicate/verifier
                svr|/predicate/timeCreated|/predicate
                svr|/predicate/properties|/predicate
                svr-v0.1|/predicate/verifier|/predicate
                """)
    void whatIsRequiredAndMissingIsNamed(String sample, String removed, String pointer) throws Exception {
        assertThat(PredicateCheck.of(Samples.changed(sample, removed, "")))
                .as(sample)
                .singleElement()
                .extracting(PredicateDefect::pointer)
                .isEqualTo(pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                provenance-v1|/predicate/buildDefinition/externalParameters|[]|must be an object
                provenance-v1|/predicate/runDetails/builder/id|"me"|must be an absolute URI
                provenance-v1|/predicate/runDetails/metadata/finishedOn|"yesterday"|must be a time of RFC 3339
                provenance-v1|/predicate/runDetails/metadata/finishedOn|1742290000|must be a time of RFC 3339
                provenance-v1|/predicate/runDetails/builder/version/jenkins|2|must be a string
                provenance-v1|/predicate/buildDefinition/resolvedDependencies/0/digest/gitCommit|"1b1b1b1"|must have 40 or 64
                provenance-v1|/predicate/buildDefinition/resolvedDependencies/0|{"name": "a"}|has none of "uri"
                provenance-v1|/predicate/buildDefinition/resolvedDependencies/0|{}|has none of "uri"
                provenance-v1|/predicate/buildDefinition/resolvedDependencies/0|null|must not be null
                provenance-v1|/predicate/build_definition|{}|is taken for "buildDefinition"
                provenance-v1|/predicate/runDetails/metadata/finished_on|"x"|is taken for "finishedOn"
                provenance-v1|/predicate/buildDefinition/resolvedDependencies/0/media_type|"x"|is taken for "mediaType"
                generator-provenance-v0.2|/predicate/materials/0/digest/sha1|"ABCD"|must be lower-case hexadecimal
                generator-provenance-v0.2|/predicate/metadata/reproducible|"no"|must be true or false
                summary|/predicate/inputAttestations/0|{}|has none of "uri"
                summary|/predicate/inputAttestations/0|{"uri": "a:b", "digest": {}}|is empty
                summary|/predicate/verificationResult|"passed"|must be one of PASSED, FAILED
                summary|/predicate/verifiedLevels/3|"SLSA_BUILD_LEVEL_1"|is a second level of one track
                summary|/predicate/verifiedLevels/3|"SLSA_ACME"|is not a level of SLSA
                summary|/predicate/dependencyLevels/SLSA_BUILD_LEVEL_1|-1|must be an integer that is not negative
                link|/predicate/command|"make all"|must be an array
                link|/predicate/materials/0|{"name": "a", "uri": "a:b"}|has no "digest"
                link|/predicate/materials/0|{"name": "a", "uri": "a:b", "digest": {}}|is empty
                link|/predicate/materials|[{}]|has none of "uri"
                spdx-3|/predicate/@graph/0/createdBy|[]|must not be empty
                vulns-v0.2|/predicate/scanner/result|{}|must be an array
                link|/predicate/materials/1|{"name": "src/main.c", "digest": {"sha256": "0a0a"}}|
                test-result|/predicate/result|"SUCCESS"|must be one of PASSED, WARNED, FAILED
                test-result|/predicate/passedTests/0|7|must be a string
                test-result|/predicate/failed_tests|["x"]|is taken for "failedTests"
                vulns-v0.2|/predicate/scanner/result/0/severity/0/score|5.2|must be a string
                vulns-v0.2|/predicate/metadata/scanFinishedOn|"2026-13-18T09:32:00Z"|must be a time of RFC 3339
                github-spdx|/predicate/spdxVersion|"SPDX-2.2"|differs from the version of the predicate type, 2.3
                github-spdx|/predicate/spdxVersion|"2.3"|must be "SPDX-2.3" or another 2.x
                github-spdx|/predicate/creationInfo/creators|[]|must not be empty
                spdx-3|/predicate/@graph/0/specVersion|"2.3"|differs from the version of the predicate type, 3
                spdx-3|/predicate/@context|"https://example.com"|must be the context of SPDX 3
                spdx-3|/predicate/@context|["https://example.com", {}]|must be the context of SPDX 3, or an array with it
                github-spdx|/predicate/packages/0/name|""|is empty
                cyclonedx|/predicate/components/0/name|7|must be a string
                openvex|/predicate/statements|"this is not a VEX document"|must be an array
                openvex|/predicate/statements|[]|must not be empty
                openvex|/predicate/@context|"https://example.com"|must be "https://openvex.dev/ns/v0.2.0"
                openvex|/predicate/statements/0/justification|"trust me"|must be one of component_not_present
                cyclonedx|/predicate/bomFormat|"SPDX"|must be one of CycloneDX
                cyclonedx|/predicate/specVersion|"2.0"|must be "1.7" or another 1.x
                cyclonedx|/predicate/serialNumber|"1"|must be a UUID as a URN
                cosign-1-spdx|/predicate/Data|"SPDXVersion: SPDX-2.2"|wraps the document, as cosign before 2.0 did
                release|/predicate/purl|"pkg:npm/@angular/http"|must be a package URL with a version
                release|/predicate/purl|"https://example.com/a@1"|must be a package URL with a version
                """)
    void whatIsOfTheWrongKindIsNamed(String sample, String pointer, String value, String reason) throws Exception {
        var defects = PredicateCheck.of(Samples.changed(sample, pointer, value));

        assertThat(defects).singleElement();
        assertThat(defects.get(0).pointer()).startsWith(pointer);
        assertThat(defects.get(0).reason()).startsWith(reason == null ? "" : reason);
        assertThat(defects.get(0).sentence())
                .isEqualTo(defects.get(0).pointer() + ": " + defects.get(0).reason());
    }

    @ParameterizedTest
    @CsvSource({
        "pkg:npm/@angular/http@7.2.16, true",
        "pkg:npm/%40angular/http@7.2.16, true",
        "pkg:pypi/urllib3@2.1.0, true",
        "pkg:oci/app@sha256%3Aab?repository_url=r.example.com/app, true",
        "pkg:deb/debian/curl@8.0-1?arch=amd64#x, true",
        "pkg:pypi/urllib3, false",
        "pkg:npm/@angular/http?x=a@1, false",
        "pkg:pypi/urllib3@, false",
        "pypi/a@1, false"
    })
    void aReleaseHasAVersion(String purl, boolean sound) throws Exception {
        var statement = Samples.changed("release", "/predicate/purl", "\"" + purl + "\"");

        assertThat(PredicateCheck.of(statement).isEmpty()).isEqualTo(sound);
    }

    @Test
    void whatIsOptionalMayBeNullOrEmpty() throws Exception {
        for (var change : new String[][] {
            {"provenance-v1", "/predicate/runDetails/metadata", "null"},
            {"provenance-v1", "/predicate/runDetails/metadata/finishedOn", "\"\""},
            {"provenance-v1", "/predicate/buildDefinition/internalParameters", "{}"},
            {"provenance-v1", "/predicate/buildDefinition/resolvedDependencies", "[]"},
            {"summary", "/predicate/dependencyLevels", "null"},
            {"summary", "/predicate/verifiedLevels", "[]"},
            {"test-result", "/predicate/url", "\"\""},
            {"scai", "/predicate/producer", "{}"},
            {"cyclonedx", "/predicate/components/0/name", "\"\""},
            {
                "spdx-3",
                "/predicate/@context",
                "[\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\", {\"x\": \"https://example.com/x#\"}]"
            },
            {"cosign-custom", "/predicate/Timestamp", "\"\""},
        }) {
            assertThat(PredicateCheck.of(Samples.changed(change[0], change[1], change[2])))
                    .as(Arrays.toString(change))
                    .isEmpty();
        }
    }

    /** What may be anything: parameters and the like, members of others, and what is left to the specifications of SBOMs. */
    private static final Pattern FREE = Pattern.compile("/predicate/("
            + "buildDefinition/(external|internal)Parameters/.*"
            + "|(byproducts|environment|monitor/tracePolicy|attributes/0/conditions|monitorLog/process/0)/.*"
            + "|invocation(/(parameters|environment|uri|event_id|builder\\.id)(/.*)?)?"
            + "|scanner/result/(.*/)?annotations/0/.*"
            + "|scanner/result(/(SchemaVersion|ArtifactName|Results))?"
            + "|Data|_type|ownerId|releaseId|repository|repositoryId|tag"
            + "|packages/0/versionInfo"
            + "|@graph/\\d/(@id|spdxId|creationInfo|rootElement(/0)?)"
            + "|\\$schema|vulnerabilities/0/id)");

    @ParameterizedTest
    @MethodSource("samples")
    void everyMemberHasItsKind(String sample) throws Exception {
        var unnoticed = new ArrayList<String>();
        for (var pointer : pointers(Samples.statement(sample).predicate(), "/predicate")) {
            // Nothing is an array that holds a number in an array.
            if (!FREE.matcher(pointer).matches()
                    && PredicateCheck.of(Samples.changed(sample, pointer, "[[7]]"))
                            .isEmpty()) {
                unnoticed.add(pointer);
            }
        }

        assertThat(unnoticed).isEmpty();
    }

    private static List<String> pointers(Object value, String place) {
        var pointers = new ArrayList<String>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> {
                var pointer = place + "/" + ((String) name).replace("/", "~1");
                pointers.add(pointer);
                pointers.addAll(pointers(each, pointer));
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                pointers.addAll(pointers(list.get(i), place + "/" + i));
            }
        }
        return pointers;
    }

    @Test
    void aTraceNeedsSomethingThatWasTraced() throws Exception {
        assertThat(PredicateCheck.of(Samples.changed("runtime-trace", "/predicate/monitorLog", "{\"x\": []}")))
                .extracting(PredicateDefect::sentence)
                .containsExactly("/predicate/monitorLog: has none of \"process\", \"network\" and \"fileAccess\"");
    }

    @Test
    void productsOfALinkAreNamedOnce() throws Exception {
        var twice = Samples.changed("link", "/subject/1", "{\"name\": \"app.tar.gz\", \"digest\": {\"x\": \"y\"}}");

        assertThat(PredicateCheck.of(twice))
                .containsExactly(
                        new PredicateDefect("/subject/1", PredicateDefect.Kind.MALFORMED, "has a name that is taken"));
    }

    @Test
    void provenanceWithoutABuilderIsNoProvenance() throws Exception {
        var common = Samples.changed("github-provenance", "/predicate/runDetails", """
                {"metadata": {"invocationId": "https://github.com/octo-org/widget/actions/runs/1"}}""");

        assertThat(PredicateCheck.of(common))
                .containsExactly(new PredicateDefect(
                        "/predicate/runDetails", PredicateDefect.Kind.MISSING, "has no \"builder\""));
        assertThatExceptionOfType(MalformedPredicateException.class)
                .isThrownBy(() -> PredicateCheck.require(common))
                .withMessage("github-provenance: /predicate/runDetails: has no \"builder\"")
                .satisfies(e -> assertThat(e.defects()).hasSize(1));
    }

    @Test
    void allDefectsAreTold() throws Exception {
        var bad = Samples.changed("vulns-v0.2", "/predicate", "{}");

        assertThat(PredicateCheck.of(bad))
                .extracting(PredicateDefect::reason)
                .containsExactly("has no \"scanner\"", "has no \"metadata\"");
        assertThatExceptionOfType(MalformedPredicateException.class)
                .isThrownBy(() -> PredicateCheck.require(bad))
                .withMessage("vulns-v0.2: /predicate: has no \"scanner\", and 1 more");
    }

    @Test
    void aHundredDefectsAreEnough() throws Exception {
        var many = Samples.changed("test-result", "/predicate/passedTests", "[" + "1,".repeat(5000) + "1]");

        assertThat(PredicateCheck.of(many)).hasSize(100);
    }

    @Test
    void nothingIsDemandedOfUnknownPredicates() throws Exception {
        assertThat(PredicateCheck.of(Samples.changed("link", "/predicateType", "\"https://example.com/vex\"")))
                .isEmpty();
    }
}
