package io.jenkins.plugins.intoto.engine.policy;

import static io.jenkins.plugins.intoto.engine.policy.Attestations.ALICE;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.BOB;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.DIGESTS;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.MALLORY;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.PROVENANCE;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.by;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.candidate;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.expecting;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.line;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.policy;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.provenance;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.sbom;
import static io.jenkins.plugins.intoto.engine.policy.Attestations.verify;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.bundle.Seal;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.predicate.PredicateDefect;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyVerifierTest {
    private static final String BY_ALICE = expecting("- predicateType: " + PROVENANCE + "\n  functionaries: [alice]\n");
    private static final String BY_BOTH =
            expecting("- predicateType: " + PROVENANCE + "\n  functionaries: [alice, bob]\n  threshold: 2\n");

    @TempDir
    Path directory;

    private static byte[] provenanceBy(SigningKey key) throws Exception {
        return line(PROVENANCE, provenance(), by(key));
    }

    @Test
    void anAttestationOfATrustedFunctionaryPasses() throws Exception {
        var verdict = verify(BY_ALICE, provenanceBy(ALICE));

        assertThat(verdict.passed()).isTrue();
        assertThat(candidate(verdict).status()).isEqualTo(CandidateStatus.ACCEPTED);
        assertThat(candidate(verdict).functionary()).hasValue("alice");
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void aVerificationThatIsInterruptedAtTheLastLineHasNoVerdictAndLeavesNoThread(PolicyVerifier.Extent extent)
            throws Exception {
        var checking = new ArrayList<Thread>();
        var line = new ByteArrayInputStream(Attestations.bundle(List.of(provenanceBy(ALICE))));
        var interrupting = new FilterInputStream(line) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                if (count < 0) {
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().equals("in-toto signatures"))
                            .forEach(checking::add);
                    Thread.currentThread().interrupt();
                }
                return count;
            }
        };
        var bundles = List.of(new PolicyVerifier.OpenBundle("b.jsonl", () -> interrupting));

        assertThatThrownBy(() -> PolicyVerifier.verify(
                        policy(BY_ALICE),
                        bundles,
                        List.of(Attestations.ARTIFACT),
                        Attestations.NOW,
                        BundleReader.DEFAULT_LIMITS,
                        extent))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(checking).isNotEmpty();
        for (var thread : checking) {
            thread.join();
        }
    }

    @Test
    void oneOfAnotherFunctionaryDoesNot() throws Exception {
        assertThat(candidate(verify(BY_ALICE, provenanceBy(BOB))).status()).isEqualTo(CandidateStatus.UNTRUSTED_SIGNER);
    }

    @Test
    void aSignatureUnderTheIdOfAnotherKeyIsBad() throws Exception {
        var forged = new String(provenanceBy(MALLORY), UTF_8)
                .replace(
                        MALLORY.publicKey().keyId().value(),
                        ALICE.publicKey().keyId().value());

        assertThat(candidate(verify(BY_ALICE, forged.getBytes(UTF_8))).status())
                .isEqualTo(CandidateStatus.BAD_SIGNATURE);
    }

    @Test
    void theIdOfAKeyDecidesNothing() throws Exception {
        var anonymous = new String(provenanceBy(ALICE), UTF_8)
                .replace(
                        ALICE.publicKey().keyId().value(),
                        MALLORY.publicKey().keyId().value());

        assertThat(verify(BY_ALICE, anonymous.getBytes(UTF_8)).passed()).isTrue();
    }

    @Test
    void aThresholdNeedsThatManyKeys() throws Exception {
        assertThat(verify(BY_BOTH, provenanceBy(ALICE), provenanceBy(BOB)).passed())
                .isTrue();
        var verdict =
                verify(BY_BOTH, provenanceBy(ALICE), line(PROVENANCE, provenance(Attestations.ago(2), "b"), by(ALICE)));

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.artifacts().get(0).expectations().get(0).found()).isEqualTo(1);
    }

    @Test
    void oneKeyUnderTwoNamesCountsOnce() throws Exception {
        var yaml = BY_BOTH.replace(Attestations.functionary("bob", BOB), Attestations.functionary("bob", ALICE));

        assertThat(verify(yaml, provenanceBy(ALICE)).passed()).isFalse();
    }

    @Test
    void signaturesOnOneEnvelopeCountForEachOfItsSigners() throws Exception {
        var first = new String(provenanceBy(ALICE), UTF_8);
        var second = new String(provenanceBy(BOB), UTF_8);
        var signature = second.replaceFirst(".*\"signatures\":\\[(.*)]}", "$1");
        var both = first.replaceFirst("]}$", "," + signature + "]}");

        assertThat(verify(BY_BOTH, both.getBytes(UTF_8)).passed()).isTrue();
    }

    @Test
    void eachExpectationMustBeMet() throws Exception {
        var yaml = expecting("- predicateType: " + PROVENANCE + "\n  functionaries: [alice]\n- predicateType: "
                + Attestations.CYCLONEDX + "\n  functionaries: [bob]\n");

        assertThat(verify(yaml, provenanceBy(ALICE)).failures())
                .extracting(failure -> failure.expectation().orElseThrow())
                .containsExactly("/subjects/0/expectedPredicates/1");
        assertThat(verify(yaml, provenanceBy(ALICE), line(Attestations.CYCLONEDX, sbom("1.6"), by(BOB)))
                        .passed())
                .isTrue();
    }

    @Test
    void whomOneExpectationTrustsAnotherNeedNot() throws Exception {
        var yaml = expecting("- predicateType: " + PROVENANCE + "\n  functionaries: [alice]\n- predicateType: "
                + PROVENANCE + "\n  functionaries: [bob]\n");

        var verdict = verify(yaml, provenanceBy(ALICE));

        assertThat(verdict.failures())
                .extracting(failure -> failure.expectation().orElseThrow())
                .containsExactly("/subjects/0/expectedPredicates/1");
        assertThat(verdict.artifacts().get(0).expectations().get(1).counts())
                .containsOnlyKeys(CandidateStatus.UNTRUSTED_SIGNER);
        assertThat(verify(yaml, provenanceBy(ALICE), provenanceBy(BOB)).passed())
                .isTrue();
    }

    @Test
    void eachArtifactMustHaveItsAttestations() throws Exception {
        var other = new PolicySubject("api-2.tar.gz", DigestMap.of(Map.of("sha256", "c".repeat(64))));

        var verdict = verify(policy(BY_ALICE), List.of(provenanceBy(ALICE)), List.of(Attestations.ARTIFACT, other));

        assertThat(verdict.failures())
                .extracting(failure -> failure.artifact().orElseThrow())
                .containsExactly("api-2.tar.gz");
        assertThat(verdict.failures().get(0).sentence()).contains("b.jsonl:1", "about other artifacts");
        assertThat(verdict.artifacts().get(1).expectations().get(0).counts())
                .isEqualTo(Map.of(CandidateStatus.WRONG_SUBJECT, 1));
    }

    @Test
    void ofAnAttestationOfOtherArtifactsItIsToldWhichOneSeemsToBeMeant() throws Exception {
        var changed = new PolicySubject("api-1.tar.gz", DigestMap.of(Map.of("sha256", "c".repeat(64))));
        byte[] line = provenanceBy(ALICE);

        var candidate = verify(policy(BY_ALICE), List.of(line), List.of(changed))
                .artifacts()
                .get(0)
                .expectations()
                .get(0)
                .candidates()
                .get(0);

        assertThat(candidate.meant().orElseThrow().digests()).isEqualTo(Attestations.ARTIFACT.digests());
        assertThat(candidate.sha256())
                .isEqualTo(DigestMap.ofContent(line).value("sha256").orElseThrow());
    }

    @Test
    void amongSeveralArtifactsTheOneOfTheFileNameSeemsToBeMeant() throws Exception {
        var changed = new PolicySubject("target/doc.zip", DigestMap.of(Map.of("sha256", "c".repeat(64))));
        var subjects = List.of(
                ResourceDescriptor.of("api", DigestMap.of(Map.of("sha256", "1".repeat(64)))),
                ResourceDescriptor.of("dist/doc.zip", DigestMap.of(Map.of("sha256", "2".repeat(64)))));
        var line =
                by(ALICE).sign(Statement.of(subjects, PROVENANCE, provenance()).toJson());

        assertThat(meant(line, changed)).containsExactly("dist/doc.zip");
        assertThat(meant(line, new PolicySubject("other.zip", changed.digests())))
                .isEmpty();
    }

    private static List<String> meant(byte[] line, PolicySubject artifact) throws Exception {
        return verify(policy(BY_ALICE.replace("'api-*'", "'*'")), List.of(line), List.of(artifact))
                .artifacts()
                .get(0)
                .expectations()
                .get(0)
                .candidates()
                .stream()
                .flatMap(candidate -> candidate.meant().stream())
                .map(PolicySubject::name)
                .toList();
    }

    @Test
    void anArtifactWithoutADigestThatCountsFails() throws Exception {
        var weak = new PolicySubject("api-1.tar.gz", DigestMap.of(Map.of("sha1", "c".repeat(40))));
        var attestation = line(ResourceDescriptor.of("api", weak.digests()), PROVENANCE, provenance(), by(ALICE));

        assertThat(verify(policy(BY_ALICE), List.of(attestation), List.of(weak)).failures())
                .extracting(PolicyFailure::code)
                .containsExactly(PolicyFailureCode.ARTIFACT_WITHOUT_DIGEST, PolicyFailureCode.EXPECTATION_NOT_MET);
    }

    @Test
    void anArtifactOfWhichNothingIsExpectedFails() throws Exception {
        var yaml = BY_ALICE.replaceFirst("(?s)expectedPredicates:.*", "expectedPredicates: []\n");

        assertThat(verify(yaml, provenanceBy(ALICE)).failures())
                .extracting(PolicyFailure::code)
                .containsExactly(PolicyFailureCode.NOTHING_EXPECTED);
    }

    @Test
    void idsOfBuildersHoldOnlyWithTheirSigners() throws Exception {
        var yaml = BY_BOTH.replace("threshold: 2", "threshold: 1")
                .replace("  alice:\n", "  alice:\n    builderIds: [https://a]\n")
                .replace("  bob:\n", "  bob:\n    builderIds: [https://b]\n");
        var asBob = line(PROVENANCE, provenance(Attestations.ago(1), "https://b"), by(ALICE));

        assertThat(candidate(verify(yaml, asBob)).status()).isEqualTo(CandidateStatus.UNTRUSTED_BUILDER);
        assertThat(verify(yaml, line(PROVENANCE, provenance(Attestations.ago(1), "https://b"), by(BOB)))
                        .passed())
                .isTrue();
    }

    @Test
    void idsOfVerifiersHoldOnlyWithTheirSigners() throws Exception {
        var type = "https://slsa.dev/verification_summary/v1";
        var yaml = expecting("- predicateType: " + type + "\n  functionaries: [alice]\n")
                .replace("  alice:\n", "  alice:\n    verifierIds: [https://verifier]\n");
        Map<String, Object> summary = Map.of(
                "verifier",
                Map.of("id", "https://other"),
                "timeVerified",
                "2027-01-01T00:00:00Z",
                "resourceUri",
                "pkg:x",
                "policy",
                Map.of("uri", "https://policy"),
                "verificationResult",
                "PASSED",
                "verifiedLevels",
                List.of("ACME"));

        assertThat(candidate(verify(yaml, line(type, summary, by(ALICE)))).status())
                .isEqualTo(CandidateStatus.UNTRUSTED_VERIFIER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "v1   | {} | /predicate",
                "v1   | {'buildDefinition': {'buildType': 'https://b/v1', 'externalParameters': {}}, 'runDetails': {"
                        + "'builder': {'id': 'https://b'}, 'byproducts': [{}]}} | /predicate/runDetails/byproducts/0",
                "v1   | {'buildDefinition': {'buildType': 'https://b/v1', 'externalParameters': {}}, 'runDetails': {"
                        + "'builder': {'id': 'https://b'}, 'metadata': {'invocationID': 'x'}}}"
                        + " | /predicate/runDetails/metadata/invocationID",
                "v0.2 | {'builder': {'id': 'https://b'}, 'buildType': 'chains.example/v2'} | /predicate/buildType",
                "v0.2 | {'builder': {'id': ''}, 'buildType': 'https://b/v1'} | /predicate/builder/id",
                "v0.2 | {'builder': {'id': 'https://b'}, 'buildType': 'https://b/v1', 'materials': [{'uri': 'git+https://s',"
                        + " 'digest': {'sha256': 'abc'}}]} | /predicate/materials/0/digest/sha256"
            })
    void whatAPredicateHasWrongIsARemarkUnlessThePolicyIsStrict(String version, String predicate, String pointer)
            throws Exception {
        var type = "https://slsa.dev/provenance/" + version;
        var statement = "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":{\"sha256\":\""
                + DIGESTS.value("sha256").orElseThrow() + "\"}}],\"predicateType\":\"" + type
                + "\",\"predicate\":" + predicate.replace('\'', '"') + "}";
        var expectation = "- predicateType: " + type + "\n  functionaries: [alice]\n";
        byte[] line = by(ALICE).sign(statement.getBytes(UTF_8));

        var verdict = verify(expecting(expectation), line);
        var strict = verify(expecting(expectation + "  strict: true\n"), line);

        assertThat(verdict.passed()).isTrue();
        assertThat(candidate(verdict).remarks())
                .extracting(PredicateDefect::pointer)
                .contains(pointer);
        assertThat(strict.passed()).isFalse();
        assertThat(candidate(strict).pointer()).isEqualTo(pointer);
        assertThat(candidate(strict).remarks()).isEqualTo(candidate(verdict).remarks());
        assertThat(candidate(verify(expecting(expectation), by(MALLORY).sign(statement.getBytes(UTF_8))))
                        .remarks())
                .as("what nobody trusted has signed")
                .isEmpty();
    }

    @Test
    void aStrictPolicyTellsWhatIsMissingFromWhatIsWrong() throws Exception {
        var strict = BY_ALICE + "        strict: true\n";

        assertThat(candidate(verify(strict, line(PROVENANCE, Map.of(), by(ALICE))))
                        .status())
                .isEqualTo(CandidateStatus.FIELD_MISSING);
        assertThat(candidate(verify(strict, line(PROVENANCE, Map.of("buildDefinition", "x"), by(ALICE))))
                        .status())
                .isEqualTo(CandidateStatus.FIELD_MALFORMED);
    }

    @Test
    void anEmptyBuilderIsNoneThatASignerStandsFor() throws Exception {
        var yaml = BY_ALICE.replace("  alice:\n", "  alice:\n    builderIds: [https://a]\n");

        var candidate = candidate(verify(yaml, line(PROVENANCE, provenance(Attestations.ago(1), ""), by(ALICE))));

        assertThat(candidate.status()).isEqualTo(CandidateStatus.UNTRUSTED_BUILDER);
        assertThat(candidate.sentence()).contains("whose id is empty");
    }

    @ParameterizedTest
    @CsvSource({"PASSED, ACCEPTED", "FAILED, ATTRIBUTE_FALSE", "passed, FIELD_MALFORMED", "'', FIELD_MISSING"})
    void aVerificationSummaryCountsOnlyIfItTellsOfAPass(String result, CandidateStatus status) throws Exception {
        var type = "https://slsa.dev/verification_summary/v1";
        var yaml = expecting("- predicateType: " + type + "\n  functionaries: [alice]\n");

        var verdict = verify(yaml, line(type, Map.of("verificationResult", result), by(ALICE)));

        assertThat(candidate(verdict).status()).isEqualTo(status);
        assertThat(verdict.passed()).isEqualTo(status == CandidateStatus.ACCEPTED);
    }

    @Test
    void linesThatAreNotUnderstoodArePassedOverAndTold() throws Exception {
        var verdict = verify(
                BY_ALICE,
                "no json".getBytes(UTF_8),
                "{}".getBytes(UTF_8),
                provenanceBy(ALICE),
                DsseEnvelope.sign("text/plain", "x".getBytes(UTF_8), ALICE.forAttestations())
                        .toJson(),
                by(ALICE).sign("{\"_type\":\"https://in-toto.io/Statement/v1\"}".getBytes(UTF_8)));

        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.lines().lines()).isEqualTo(5);
        assertThat(verdict.lines().statements()).isEqualTo(1);
        assertThat(verdict.lines().others()).isEqualTo(3);
        assertThat(verdict.lines().remarks())
                .extracting(BundleSummary.Remark::line)
                .containsExactly(1, 2, 5);
    }

    private static String failure(byte[]... lines) throws Exception {
        return verify(BY_ALICE, lines).failures().get(0).sentence();
    }

    @Test
    void aFailureTellsWhyNothingCouldBeRead() throws Exception {
        assertThat(failure("{}".getBytes(UTF_8), "no json".getBytes(UTF_8)))
                .endsWith("2 lines, none of them an attestation; b.jsonl:1: it is passed over: has no \"signatures\"");
        assertThat(failure()).endsWith("; there is not a line in any bundle");
        assertThat(failure(line(Attestations.CYCLONEDX, sbom("1.6"), by(ALICE)), "{}".getBytes(UTF_8)))
                .endsWith("; there is none of this type; b.jsonl:2: it is passed over: has no \"signatures\"");
        assertThat(failure(line(Attestations.CYCLONEDX, sbom("1.6"), by(ALICE))))
                .endsWith("; there is none of this type");
    }

    @Test
    void whatIsNotNeededIsNotVerifiedUnlessAllAreWanted() throws Exception {
        var bundle = Files.write(
                directory.resolve("many.jsonl"),
                Attestations.bundle(List.of(
                        provenanceBy(MALLORY),
                        provenanceBy(ALICE),
                        provenanceBy(MALLORY),
                        provenanceBy(ALICE),
                        provenanceBy(BOB))));

        assertThat(counts(bundle, BY_ALICE, PolicyVerifier.Extent.NEEDED))
                .isEqualTo(Map.of(
                        CandidateStatus.UNTRUSTED_SIGNER,
                        1,
                        CandidateStatus.ACCEPTED,
                        1,
                        CandidateStatus.NOT_NEEDED,
                        3));
        assertThat(counts(bundle, BY_BOTH, PolicyVerifier.Extent.NEEDED))
                .isEqualTo(Map.of(CandidateStatus.UNTRUSTED_SIGNER, 2, CandidateStatus.ACCEPTED, 3));
        assertThat(counts(bundle, BY_ALICE, PolicyVerifier.Extent.ALL))
                .isEqualTo(Map.of(CandidateStatus.UNTRUSTED_SIGNER, 3, CandidateStatus.ACCEPTED, 2));
    }

    @Test
    void whatComesOfSignaturesIsInTheOrderOfTheLinesHoweverManyThereAre() throws Exception {
        var lines = new ArrayList<>(Collections.nCopies(1000, provenanceBy(MALLORY)));
        lines.set(700, provenanceBy(ALICE));
        var bundle = Files.write(directory.resolve("long.jsonl"), Attestations.bundle(lines));

        var expectation = verdict(bundle, BY_ALICE, PolicyVerifier.Extent.ALL);

        assertThat(expectation.counts())
                .isEqualTo(Map.of(CandidateStatus.UNTRUSTED_SIGNER, 999, CandidateStatus.ACCEPTED, 1));
        assertThat(expectation.candidates())
                .extracting(Candidate::line)
                .containsExactlyElementsOf(
                        IntStream.concat(IntStream.of(701), IntStream.range(1, CandidateList.MOST_CANDIDATES))
                                .boxed()
                                .toList());
    }

    private static Map<CandidateStatus, Integer> counts(Path bundle, String yaml, PolicyVerifier.Extent extent)
            throws Exception {
        return verdict(bundle, yaml, extent).counts();
    }

    private static ExpectationVerdict verdict(Path bundle, String yaml, PolicyVerifier.Extent extent) throws Exception {
        var verdict = PolicyVerifier.verify(
                policy(yaml),
                List.of(PolicyVerifier.OpenBundle.of(bundle)),
                List.of(Attestations.ARTIFACT),
                Attestations.NOW,
                BundleReader.DEFAULT_LIMITS,
                extent);
        assertThat(verdict.passed()).isTrue();
        return verdict.artifacts().get(0).expectations().get(0);
    }

    @Test
    void aMalformedStatementOfTheWantedTypeIsTheNearestMiss() throws Exception {
        var other = line(
                ResourceDescriptor.of("x", DigestMap.of(Map.of("sha256", "c".repeat(64)))),
                PROVENANCE,
                provenance(),
                by(ALICE));
        var malformed = by(ALICE)
                .sign(("{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicateType\":\"" + PROVENANCE + "\"}")
                        .getBytes(UTF_8));

        var verdict = verify(BY_ALICE, other, malformed);

        assertThat(candidate(verdict).status()).isEqualTo(CandidateStatus.MALFORMED_STATEMENT);
        assertThat(verdict.failures().get(0).sentence())
                .contains("the nearest, b.jsonl:2, does not: its statement is malformed: ", "\"subject\"");
        assertThat(verdict.artifacts().get(0).expectations().get(0).counts())
                .isEqualTo(Map.of(CandidateStatus.MALFORMED_STATEMENT, 1, CandidateStatus.WRONG_SUBJECT, 1));
    }

    @Test
    void theVerdictTellsTheNearestMissesFirstAndCountsAll() throws Exception {
        var lines = new ArrayList<byte[]>();
        for (int i = 0; i < 120; i++) {
            lines.add(provenanceBy(MALLORY));
        }
        lines.add(line(PROVENANCE, Map.of("x", 1L), by(ALICE)));

        var verdict = verify(policy(BY_ALICE + "        strict: true\n"), lines)
                .artifacts()
                .get(0)
                .expectations()
                .get(0);

        assertThat(verdict.candidates()).hasSize(CandidateList.MOST_CANDIDATES);
        assertThat(verdict.candidates().get(0).line()).isEqualTo(121);
        assertThat(verdict.counts())
                .isEqualTo(Map.of(CandidateStatus.UNTRUSTED_SIGNER, 120, CandidateStatus.FIELD_MISSING, 1));
    }

    @Test
    void anEnvelopeOfManySignaturesIsNotLookedAt() throws Exception {
        var envelope = new String(provenanceBy(MALLORY), UTF_8);
        var signature = envelope.replaceFirst(".*\"signatures\":\\[(.*)]}", "$1");
        var many = envelope.replaceFirst("]}$", ("," + signature).repeat(19) + "]}");

        assertThat(candidate(verify(BY_ALICE, many.getBytes(UTF_8))).sentence())
                .isEqualTo("it has 20 signatures, more than are looked at");
    }

    @Test
    void theBareTypeOfAnSbomStandsForAllItsVersionsAndNoOtherDoes() {
        assertThat(PredicateTypes.matches("https://cyclonedx.org/bom", "https://cyclonedx.org/bom/v1.7"))
                .isTrue();
        assertThat(PredicateTypes.matches("https://spdx.dev/Document", "https://spdx.dev/Document/v2.3"))
                .isTrue();
        assertThat(PredicateTypes.matches("https://cyclonedx.org/bom", "https://cyclonedx.org/bomb"))
                .isFalse();
        assertThat(PredicateTypes.matches("https://cyclonedx.org/bom/v1.7", "https://cyclonedx.org/bom"))
                .isFalse();
        assertThat(PredicateTypes.matches(PROVENANCE, PROVENANCE + "/v1")).isFalse();
    }

    @Test
    void aSealMustBeThereIfThePolicyRequiresIt() throws Exception {
        var yaml = BY_ALICE.replace("subjects:", "requireSeal: {functionaries: [bob]}\nsubjects:");
        var lines = new ArrayList<>(List.of(provenanceBy(ALICE), line(PROVENANCE, provenance(), by(MALLORY))));

        assertThat(codes(verify(policy(yaml), lines))).containsExactly(PolicyFailureCode.SEAL_MISSING);

        var sealed = seal(lines, BOB);
        assertThat(verify(policy(yaml), sealed).passed()).isTrue();
        assertThat(codes(verify(policy(yaml), seal(lines, MALLORY)))).containsExactly(PolicyFailureCode.SEAL_MISSING);

        var more = new ArrayList<>(sealed);
        more.add(0, line(PROVENANCE, Map.of(), by(MALLORY)));
        more.add("rubbish".getBytes(UTF_8));
        assertThat(verify(policy(yaml), more).passed()).isTrue();

        var less = new ArrayList<>(sealed);
        less.remove(1);
        assertThat(codes(verify(policy(yaml), less))).containsExactly(PolicyFailureCode.SEAL_BROKEN);
    }

    @Test
    void theSealOfAnotherArtifactsBundleDoesNotHelp() throws Exception {
        var yaml = BY_ALICE.replace("subjects:", "requireSeal: {functionaries: [bob]}\nsubjects:");
        var other = ResourceDescriptor.of("other", DigestMap.of(Map.of("sha256", "c".repeat(64))));
        var lines = new ArrayList<>(seal(List.of(line(other, PROVENANCE, provenance(), by(ALICE))), BOB));
        lines.add(provenanceBy(ALICE));

        assertThat(codes(verify(policy(yaml), lines))).containsExactly(PolicyFailureCode.SEAL_MISSING);
    }

    private static List<PolicyFailureCode> codes(PolicyVerdict verdict) {
        return verdict.failures().stream().map(PolicyFailure::code).toList();
    }

    private List<byte[]> seal(List<byte[]> lines, SigningKey key) throws Exception {
        var file = directory.resolve("sealed.jsonl");
        Files.write(file, Attestations.bundle(lines));
        Seal.append(file, key.forAttestations(), BundleReader.DEFAULT_LIMITS);
        var sealed = new ArrayList<byte[]>();
        for (var line : Files.readAllLines(file)) {
            sealed.add(line.getBytes(UTF_8));
        }
        return sealed;
    }

    @Test
    void manyBundlesCountTogether() throws Exception {
        var first = directory.resolve("first.jsonl");
        var second = directory.resolve("second.jsonl");
        Files.write(first, Attestations.bundle(List.of(provenanceBy(ALICE))));
        Files.write(second, Attestations.bundle(List.of(provenanceBy(BOB))));
        var bundles = List.of(PolicyVerifier.OpenBundle.of(first), PolicyVerifier.OpenBundle.of(second));

        var verdict = PolicyVerifier.verify(
                policy(BY_BOTH),
                bundles,
                List.of(Attestations.ARTIFACT),
                Attestations.NOW,
                BundleReader.DEFAULT_LIMITS,
                PolicyVerifier.Extent.NEEDED);

        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.bundles()).containsExactly(first.toString(), second.toString());
    }

    @Test
    void aStatementThatOtherReadersTakeForAnotherIsRefused() throws Exception {
        var confusing = "{\"type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":{\"sha256\":\""
                + DIGESTS.value("sha256").orElseThrow() + "\"}}],\"predicateType\":\"" + PROVENANCE
                + "\",\"predicate\":{}}";

        var verdict = verify(BY_ALICE, by(ALICE).sign(confusing.getBytes(UTF_8)));

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.lines().remarks()).hasSize(1);
    }

    @Test
    void aSummaryOfTheVerdictIsASoundVsaThatClaimsNoSlsaLevel() throws Exception {
        var verdict = verify(BY_ALICE, provenanceBy(ALICE));

        var summary = PolicySummary.statement(verdict, "https://v", "pkg:x", "https://policy", "ACME_GATE");

        assertThat(io.jenkins.plugins.intoto.engine.predicate.PredicateCheck.of(summary))
                .isEmpty();
        assertThat(summary.predicate()).containsEntry("verificationResult", "PASSED");
        assertThat(summary.predicate()).containsEntry("verifiedLevels", List.of("ACME_GATE"));
        assertThat(summary.subjects()).anyMatch(subject -> subject.matchesDigest(DIGESTS));
        assertThat(Base64.getEncoder().encodeToString(summary.toJson())).isNotEmpty();
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> PolicySummary.statement(verdict, "https://v", "pkg:x", "https://p", "SLSA_BUILD_LEVEL_3"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSummaryOfAFailureSaysSo() throws Exception {
        var summary = PolicySummary.statement(
                verify(BY_ALICE, provenanceBy(BOB)), "https://v", "pkg:x", "https://policy", "ACME_GATE");

        assertThat(summary.predicate())
                .containsEntry("verificationResult", "FAILED")
                .containsEntry("verifiedLevels", List.of("FAILED"));
    }
}
