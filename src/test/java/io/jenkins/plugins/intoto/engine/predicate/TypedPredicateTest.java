package io.jenkins.plugins.intoto.engine.predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedPredicateTest {
    private static final DigestMap DIGEST = DigestMap.of(Map.of("sha256", "0a".repeat(32)));
    private static final List<ResourceDescriptor> SUBJECTS = List.of(ResourceDescriptor.of("app.tar.gz", DIGEST));
    private static final ResourceDescriptor COMMIT = ResourceDescriptor.builder()
            .uri("git+https://git.example.com/app@refs/heads/main")
            .digest(DigestMap.of(Map.of("gitCommit", "1b".repeat(20))))
            .build();

    private static SlsaProvenance provenance(String builder, Optional<Instant> finished) {
        return new SlsaProvenance(
                new SlsaProvenance.BuildDefinition(
                        "https://ci.example.com/build-types/pipeline/v1",
                        Map.of("job", "team/app", "parameters", Map.of("RELEASE", "true")),
                        Map.of("agent", "linux-1"),
                        List.of(COMMIT)),
                new SlsaProvenance.RunDetails(
                        new SlsaProvenance.Builder(
                                builder,
                                Map.of("jenkins", "2.528.2"),
                                List.of(ResourceDescriptor.builder()
                                        .uri("pkg:deb/debian/git@2.39")
                                        .build())),
                        new SlsaProvenance.Metadata(
                                Optional.of("https://ci.example.com/job/app/7/"),
                                Optional.of(Instant.parse("2026-03-18T09:00:00.7Z")),
                                finished),
                        List.of(ResourceDescriptor.builder()
                                .name("console")
                                .uri("https://ci.example.com/job/app/7/console")
                                .build())));
    }

    /** What was made, as whoever reads it has it. */
    private static Statement read(Statement made) throws MalformedStatementException {
        return Statement.read(made.toJson(), "made", JsonLimits.DEFAULT);
    }

    @Test
    void provenanceSaysAllThatItWasGiven() throws Exception {
        var made = provenance(
                        "https://ci.example.com/in-toto/controller-signed/v1",
                        Optional.of(Instant.parse("2026-03-18T09:30:00Z")))
                .about(SUBJECTS);

        assertThat(read(made).predicateType()).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat(read(made).predicate())
                .isEqualTo(Samples.statement("provenance-v1").predicate());
    }

    @Test
    void aBuildThatGoesOnHasNoEnd() throws Exception {
        var made = provenance("https://ci.example.com/b", Optional.empty()).about(SUBJECTS);

        assertThat(new String(made.toJson(), StandardCharsets.UTF_8)).doesNotContain("finishedOn");
    }

    @Test
    void provenanceOfNobodyIsNotMade() {
        assertThatExceptionOfType(MalformedPredicateException.class)
                .isThrownBy(() -> provenance("", Optional.empty()).about(SUBJECTS))
                .withMessageContaining("/predicate/runDetails/builder/id: is empty");
    }

    @Test
    void testResultsSayAllThatTheyWereGiven() throws Exception {
        var made = new TestResult(
                        TestResult.Outcome.WARNED,
                        List.of(ResourceDescriptor.of("Jenkinsfile", DigestMap.of(Map.of("gitBlob", "4e".repeat(20))))),
                        Optional.of("https://ci.example.com/job/app/7/testReport/"),
                        List.of("a", "b"),
                        List.of("c"),
                        List.of())
                .about(List.of(COMMIT));

        assertThat(read(made).predicate())
                .isEqualTo(Samples.changed("test-result", "/predicate/failedTests", "")
                        .predicate());
    }

    @Test
    void summariesSayAllThatTheyWereGiven() throws Exception {
        var made = summary(List.of("SLSA_BUILD_LEVEL_2", "SLSA_SOURCE_LEVEL_1", "ACME_REVIEWED"))
                .about(SUBJECTS);

        assertThat(Json.compact(read(made).predicate()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(new String(
                        Json.compact(
                                Samples.changed("summary", "/predicate/dependencyLevels", "{\"SLSA_BUILD_LEVEL_0\": 2}")
                                        .predicate()),
                        StandardCharsets.UTF_8));
    }

    private static VerificationSummary summary(List<String> levels) {
        return new VerificationSummary(
                "https://ci.example.com/verifier",
                Map.of("in-toto", "1.0"),
                Instant.parse("2026-03-18T10:00:00Z"),
                "oci://registry.example.com/app",
                ResourceDescriptor.builder()
                        .uri("https://ci.example.com/policies/release")
                        .digest(DIGEST)
                        .build(),
                List.of(ResourceDescriptor.builder()
                        .uri("https://ci.example.com/app.intoto.jsonl")
                        .digest(DIGEST)
                        .build()),
                true,
                levels,
                Map.of("SLSA_BUILD_LEVEL_0", 2L));
    }

    @Test
    void aSummaryWithALevelOfItsOwnInTheNameOfSlsaIsNotMade() {
        assertThatExceptionOfType(MalformedPredicateException.class)
                .isThrownBy(() -> summary(List.of("SLSA_ACME")).about(SUBJECTS))
                .withMessageContaining("/predicate/verifiedLevels/0");
    }

    @ParameterizedTest
    @CsvSource({
        "cyclonedx, https://cyclonedx.org/bom",
        "github-spdx, https://spdx.dev/Document/v2.3",
        "spdx-3, https://spdx.dev/Document/v3"
    })
    void billsOfMaterialsAreToldApart(String sample, String type) throws Exception {
        var document = PredicateDocument.billOfMaterials(Samples.predicate(sample), "sbom.json", JsonLimits.DEFAULT);

        assertThat(document.predicateType()).isEqualTo(type);
        assertThat(read(document.about(SUBJECTS)).predicate())
                .isEqualTo(Samples.statement(sample).predicate());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|sbom.json: is neither CycloneDX nor SPDX, in JSON",
                "{\"bomFormat\": \"CycloneDX\"}|sbom.json: has no \"specVersion\"",
                "{\"spdxVersion\": \"SPDX-9\"}|sbom.json: /spdxVersion: must be \"SPDX-2.3\" or another 2.x, and",
                "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.7\", \"components\": [{}]}|sbom.json: /components/0: has"
            })
    void otherFilesAreNone(String json, String message) {
        assertThatExceptionOfType(MalformedPredicateException.class)
                .isThrownBy(() -> PredicateDocument.billOfMaterials(
                        json.getBytes(StandardCharsets.UTF_8), "sbom.json", JsonLimits.DEFAULT))
                .withMessageStartingWith(message);
    }

    @Test
    void aFileMayHoldAnyPredicate() throws Exception {
        var document = PredicateDocument.read("{\"a\": [0.5]}".getBytes(), "p", JsonLimits.DEFAULT, "https://x.org/p");

        assertThat(new String(document.about(SUBJECTS).toJson(), StandardCharsets.UTF_8))
                .contains("\"predicate\":{\"a\":[0.5]},\"predicateType\":\"https://x.org/p\"");
    }

    @Test
    void aFileOfAKnownTypeIsChecked() {
        assertThatExceptionOfType(MalformedPredicateException.class)
                .isThrownBy(() -> PredicateDocument.read(
                        "{\"scanner\": {}}".getBytes(),
                        "scan.json",
                        JsonLimits.DEFAULT,
                        PredicateType.VULNERABILITIES_V0_2.uri()))
                .withMessageStartingWith("scan.json: /scanner: has no \"uri\"");
    }

    @Test
    void aWholeStatementIsNoPredicate() throws Exception {
        byte[] statement = Samples.bytes("svr");

        assertThatExceptionOfType(MalformedPredicateException.class)
                .isThrownBy(() -> PredicateDocument.read(statement, "svr.json", JsonLimits.DEFAULT, "https://x.org/p"))
                .withMessage("svr.json: is a whole statement, only its predicate is wanted");
    }

    @Test
    void aTypeThatIsNoUriIsRefused() {
        assertThatExceptionOfType(MalformedStatementException.class)
                .isThrownBy(() -> PredicateDocument.read("{}".getBytes(), "p", JsonLimits.DEFAULT, "cyclonedx"))
                .withMessage("predicate type: must be an absolute URI, is \"cyclonedx\"");
        assertThatExceptionOfType(MalformedStatementException.class)
                .isThrownBy(() -> PredicateDocument.read("[]".getBytes(), "p", JsonLimits.DEFAULT, "https://x.org/p"))
                .withMessageStartingWith("p: must be an object");
    }
}
