package io.jenkins.plugins.intoto.engine.policy;

import static io.jenkins.plugins.intoto.engine.policy.Attestations.BUILDER;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.CYCLONEDX;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.DIGESTS;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.PROVENANCE;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.VULNERABILITIES;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.ago;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.by;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.certified;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.line;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.provenance;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.sbom;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.vulnerabilities;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.policy.lint.PolicyLint;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyReader;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The example as it stands: SLSA v1 provenance not older than 90 days, a CycloneDX 1.7 SBOM, and a vulnerability scan not
 * older than 7 days, all signed by identities of the tenant's trust root.
 */
class ReleaseGateTest {
    private static final Path EXAMPLE = Path.of("examples/policy/release-gate.yaml");

    private byte[] provenance;
    private byte[] sbom;
    private byte[] scan;

    @BeforeEach
    void attest() throws Exception {
        provenance = line(PROVENANCE, provenance(ago(89), BUILDER), certified("jenkins"));
        sbom = line(CYCLONEDX, sbom("1.7"), certified("jenkins"));
        scan = line(VULNERABILITIES, vulnerabilities(ago(6)), certified("scanner"));
    }

    private PolicyVerdict verdict() throws Exception {
        var lines = new ArrayList<byte[]>();
        for (byte[] line : new byte[][] {provenance, sbom, scan}) {
            if (line != null) {
                lines.add(line);
            }
        }
        var policy = PolicyReader.read(Files.readAllBytes(EXAMPLE), EXAMPLE.toString());
        return Attestations.verify(policy, lines);
    }

    private void assertDenied(int expectation, CandidateStatus status, String pointer) throws Exception {
        var verdict = verdict();

        assertThat(verdict.failures()).hasSize(1);
        assertThat(verdict.failures().get(0).code()).isEqualTo(PolicyFailureCode.EXPECTATION_NOT_MET);
        assertThat(verdict.failures().get(0).expectation()).hasValue("/subjects/0/expectedPredicates/" + expectation);
        var candidate = verdict.artifacts()
                .get(0)
                .expectations()
                .get(expectation)
                .candidates()
                .get(0);
        assertThat(candidate.status()).as(candidate.sentence()).isEqualTo(status);
        assertThat(candidate.pointer()).isEqualTo(pointer);
        assertThat(verdict.failures().get(0).sentence()).contains(candidate.sentence());
    }

    @Test
    void passesWithAllThree() throws Exception {
        var verdict = verdict();

        assertThat(verdict.failures()).isEmpty();
        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.artifacts().get(0).expectations())
                .extracting(ExpectationVerdict::functionaries)
                .containsExactly(List.of("jenkins"), List.of("jenkins"), List.of("scanner"));
    }

    @Test
    void lintFindsNothing() throws Exception {
        assertThat(PolicyLint.check(Files.readAllBytes(EXAMPLE), "gate", Attestations.NOW))
                .isEmpty();
    }

    @Test
    void failsWithoutProvenance() throws Exception {
        provenance = null;

        assertThat(verdict().failures())
                .extracting(PolicyFailure::expectation)
                .containsExactly(java.util.Optional.of("/subjects/0/expectedPredicates/0"));
    }

    @Test
    void failsWithoutAnSbom() throws Exception {
        sbom = null;

        assertThat(verdict().passed()).isFalse();
    }

    @Test
    void failsWithoutAScan() throws Exception {
        scan = null;

        assertThat(verdict().passed()).isFalse();
    }

    /** As Jenkins makes it: it signs while the build still goes on, so nothing says when that ended. */
    private static Map<String, Object> begun(Instant start) {
        var provenance = new TreeMap<>(provenance(start, BUILDER));
        provenance.put(
                "runDetails",
                Map.of("builder", Map.of("id", BUILDER), "metadata", Map.of("startedOn", start.toString())));
        return provenance;
    }

    @Test
    void provenanceOfABuildThatStillGoesOnIsAsOldAsItsBeginning() throws Exception {
        provenance = line(PROVENANCE, begun(ago(90)), certified("jenkins"));
        assertThat(verdict().passed()).isTrue();

        provenance = line(PROVENANCE, begun(ago(90).minusSeconds(1)), certified("jenkins"));
        assertDenied(0, CandidateStatus.STALE, "/predicate/runDetails/metadata/startedOn");
    }

    @Test
    void failsWithProvenanceOlderThan90Days() throws Exception {
        provenance = line(PROVENANCE, provenance(ago(90).minusSeconds(1), BUILDER), certified("jenkins"));

        assertDenied(0, CandidateStatus.STALE, "/predicate/runDetails/metadata/finishedOn");
    }

    @Test
    void failsWithProvenanceOfSlsaZeroTwo() throws Exception {
        provenance = line(
                "https://slsa.dev/provenance/v0.2",
                Map.of("builder", Map.of("id", BUILDER), "buildType", "https://example.com/build/v1"),
                certified("jenkins"));

        assertThat(verdict().passed()).isFalse();
    }

    @Test
    void failsWithProvenanceOfAnotherBuilder() throws Exception {
        provenance = line(PROVENANCE, provenance(ago(1), "https://elsewhere.example/builder"), certified("jenkins"));

        assertDenied(0, CandidateStatus.UNTRUSTED_BUILDER, "/predicate/runDetails/builder/id");
    }

    @Test
    void failsWithProvenanceWhoseSourceOnlyAnAgentReports() throws Exception {
        provenance = line(PROVENANCE, provenance(ago(1), BUILDER, Map.of("job", "api")), certified("jenkins"));

        assertDenied(0, CandidateStatus.FIELD_MISSING, "/predicate/buildDefinition/externalParameters/source");
        assertThat(verdict().failures().get(0).sentence()).contains("source");
    }

    @Test
    void failsWithProvenanceOfAnotherSource() throws Exception {
        var source =
                Map.of("uri", "git+https://git.acme.example/fork.git", "digest", Map.of("gitCommit", "a".repeat(40)));
        provenance = line(
                PROVENANCE, provenance(ago(1), BUILDER, Map.of("job", "api", "source", source)), certified("jenkins"));

        assertDenied(0, CandidateStatus.ATTRIBUTE_FALSE, "/predicate/buildDefinition/externalParameters/source/uri");
    }

    @Test
    void failsWithProvenanceOfTheScanner() throws Exception {
        provenance = line(PROVENANCE, provenance(ago(1), BUILDER), certified("scanner"));

        assertDenied(0, CandidateStatus.UNTRUSTED_SIGNER, "");
    }

    @Test
    void failsWithAnSbomOfCycloneDx16() throws Exception {
        sbom = line(CYCLONEDX, sbom("1.6"), certified("jenkins"));

        assertDenied(1, CandidateStatus.ATTRIBUTE_FALSE, "/predicate/specVersion");
    }

    @Test
    void failsWithAScanOlderThan7Days() throws Exception {
        scan = line(VULNERABILITIES, vulnerabilities(ago(8)), certified("scanner"));

        assertDenied(2, CandidateStatus.STALE, "/predicate/metadata/scanFinishedOn");
    }

    @Test
    void failsWithAScanFromTheFuture() throws Exception {
        scan = line(VULNERABILITIES, vulnerabilities(ago(-1)), certified("scanner"));

        assertDenied(2, CandidateStatus.FUTURE, "/predicate/metadata/scanFinishedOn");
    }

    @Test
    void failsWithASignerOfAnotherTrustRootWithTheSameName() throws Exception {
        sbom = line(CYCLONEDX, sbom("1.7"), certified("impostor"));

        assertDenied(1, CandidateStatus.UNTRUSTED_SIGNER, "");
    }

    @Test
    void failsWithAnotherIdentityOfTheTrustRoot() throws Exception {
        sbom = line(CYCLONEDX, sbom("1.7"), certified("visitor"));

        assertDenied(1, CandidateStatus.UNTRUSTED_SIGNER, "");
        assertThat(verdict().failures().get(0).sentence()).contains("https://visitor.acme.example/");
    }

    @Test
    void failsWithACertificateThatLacksOneOfTheKindsOfNames() throws Exception {
        var stricter =
                Files.readString(EXAMPLE).replace("builderIds:", "emails: [\"*@acme.example\"]\n    builderIds:");

        var verdict = Attestations.verify(Attestations.policy(stricter), List.of(provenance, sbom, scan));

        assertThat(verdict.failures())
                .extracting(failure -> failure.expectation().orElseThrow())
                .containsExactly("/subjects/0/expectedPredicates/0", "/subjects/0/expectedPredicates/1");
    }

    @Test
    void failsWithABareKey() throws Exception {
        sbom = line(CYCLONEDX, sbom("1.7"), by(Attestations.ALICE));

        assertDenied(1, CandidateStatus.UNTRUSTED_SIGNER, "");
    }

    @Test
    void failsWithAttestationsOfAnotherArtifact() throws Exception {
        var other = ResourceDescriptor.of("api-1.4.2.tar.gz", DigestMap.of(Map.of("sha256", "c".repeat(64))));
        sbom = line(other, CYCLONEDX, sbom("1.7"), certified("jenkins"));

        assertDenied(1, CandidateStatus.WRONG_SUBJECT, "/subject");
    }

    @Test
    void failsWithAnAttestationWhoseDigestsContradictEachOther() throws Exception {
        var torn = ResourceDescriptor.of(
                "api-1.4.2.tar.gz",
                DigestMap.of(Map.of("sha256", DIGESTS.value("sha256").orElseThrow(), "sha512", "d".repeat(128))));
        sbom = line(torn, CYCLONEDX, sbom("1.7"), certified("jenkins"));

        assertDenied(1, CandidateStatus.WRONG_SUBJECT, "/subject/0/digest");
    }

    @Test
    void failsWithAPayloadThatWasChangedAfterSigning() throws Exception {
        var signedOther =
                new String(line(CYCLONEDX, sbom("1.6"), certified("jenkins")), java.nio.charset.StandardCharsets.UTF_8);
        var signed = new String(sbom, java.nio.charset.StandardCharsets.UTF_8);
        sbom = signed.replaceFirst("\"sig\":\"[^\"]+\"", signature(signedOther))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertDenied(1, CandidateStatus.BAD_SIGNATURE, "");
    }

    private static String signature(String envelope) {
        var matcher = java.util.regex.Pattern.compile("\"sig\":\"[^\"]+\"").matcher(envelope);
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }

    @Test
    void failsWhenThePolicyHasExpired() throws Exception {
        var policy = PolicyReader.read(Files.readAllBytes(EXAMPLE), EXAMPLE.toString());
        var bundle = Attestations.bundle(List.of(provenance, sbom, scan));

        var verdict = Attestations.verify(
                policy, bundle, List.of(Attestations.ARTIFACT), java.time.Instant.parse("2027-06-30T00:00:00Z"));

        assertThat(verdict.failures()).extracting(PolicyFailure::code).contains(PolicyFailureCode.POLICY_EXPIRED);
    }

    @Test
    void failsForAnArtifactThatThePolicySaysNothingAbout() throws Exception {
        var policy = PolicyReader.read(Files.readAllBytes(EXAMPLE), EXAMPLE.toString());

        var verdict = Attestations.verify(
                policy, List.of(provenance, sbom, scan), List.of(new PolicySubject("ui.zip", DIGESTS)));

        assertThat(verdict.failures())
                .extracting(PolicyFailure::code)
                .containsExactly(PolicyFailureCode.ARTIFACT_NOT_COVERED);
    }

    @Test
    void failsWithoutAnArtifact() throws Exception {
        var policy = PolicyReader.read(Files.readAllBytes(EXAMPLE), EXAMPLE.toString());

        assertThat(Attestations.verify(policy, List.of(provenance, sbom, scan), List.of())
                        .failures())
                .extracting(PolicyFailure::code)
                .containsExactly(PolicyFailureCode.NO_ARTIFACT);
    }
}
