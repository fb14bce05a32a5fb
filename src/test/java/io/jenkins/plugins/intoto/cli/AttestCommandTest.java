package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.bundle.BundleLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.predicate.Samples;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttestCommandTest {
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    private static final String DIGEST_OF_SARIF = "a933e562039564fc679ae68faba3be3008dd49c757c966ae83ad403538d0f453";

    @TempDir
    static Path keys;

    @TempDir
    Path directory;

    @BeforeAll
    static void makeKeys() {
        for (var type : List.of("ecdsa", "ed25519", "rsa")) {
            Cli.in(keys).run("keygen", "-t", type, type).succeeded();
        }
    }

    @BeforeEach
    void prepare() throws Exception {
        Files.createDirectory(directory.resolve("target"));
        Files.writeString(directory.resolve("target/app.jar"), "hello");
        Files.write(directory.resolve("sbom.json"), predicate("cyclonedx"));
    }

    private static byte[] predicate(String sample) throws Exception {
        return Json.compact(Samples.statement(sample).predicate());
    }

    private Cli.Result attest(String key, String... args) {
        var all = new ArrayList<>(List.of("attest", "-k", keys.resolve(key).toString()));
        all.addAll(List.of(args));
        return Cli.in(directory).run(all.toArray(String[]::new));
    }

    private List<BundleLine> lines(String bundle) throws Exception {
        var lines = new ArrayList<BundleLine>();
        BundleReader.<RuntimeException>forEachLine(directory.resolve(bundle), BundleReader.DEFAULT_LIMITS, lines::add);
        return lines;
    }

    private static Statement statement(BundleLine line) throws Exception {
        var message = line.envelope().orElseThrow();
        assertThat(message.payloadType()).isEqualTo("application/vnd.in-toto+json");
        return Statement.read(message.payload(), "payload", JsonLimits.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecdsa", "ed25519", "rsa"})
    void anArtifactIsAttestedInTheBundleBesideIt(String key) throws Exception {
        attest(key, "-t", "sbom", "-p", "sbom.json", "target/app.jar").succeeded();

        var line = lines("target/app.jar.intoto.jsonl").get(0);
        assertThat(statement(line).predicateType()).isEqualTo("https://cyclonedx.org/bom");
        assertThat(statement(line).predicate())
                .isEqualTo(Samples.statement("cyclonedx").predicate());
        assertThat(statement(line).subjects()).singleElement().satisfies(subject -> {
            assertThat(subject.name()).contains("app.jar");
            assertThat(subject.digest().asMap()).hasSize(1).containsEntry("sha256", HELLO);
        });
        var publicKey = (AsymmetricKey) KeyFiles.readPublic(keys.resolve(key + ".pub"));
        var message = line.envelope().orElseThrow();
        assertThat(message.signatures()).singleElement().satisfies(signature -> assertThat(
                        publicKey.verifiesAttestation(
                                signature.value(), message.preAuthenticationEncoding(), Instant.now()))
                .isTrue());
    }

    @Test
    void eachAttestationIsALineMore() throws Exception {
        Files.write(directory.resolve("scan.json"), predicate("vulns-v0.2"));
        attest("ed25519", "-t", "sbom", "-p", "sbom.json", "target/app.jar").succeeded();
        attest("ecdsa", "-t", "vulns", "-p", "scan.json", "--sigstore", "target/app.jar")
                .succeeded();

        var lines = lines("target/app.jar.intoto.jsonl");

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isInstanceOf(BundleLine.EnvelopeLine.class);
        assertThat(lines.get(1)).isInstanceOf(BundleLine.SigstoreLine.class);
        assertThat(statement(lines.get(1)).predicateType()).isEqualTo("https://in-toto.io/attestation/vulns/v0.2");
    }

    @ParameterizedTest
    @CsvSource({
        "openvex, openvex, https://openvex.dev/ns/v0.2.0",
        "spdxjson, github-spdx, https://spdx.dev/Document",
        "cyclonedx, cyclonedx, https://cyclonedx.org/bom",
        "vuln, cosign-vuln, https://cosign.sigstore.dev/attestation/vuln/v1",
        "slsaprovenance1, github-provenance, https://slsa.dev/provenance/v1",
        "custom, cosign-custom, https://cosign.sigstore.dev/attestation/v1"
    })
    void whatCosignCallsATypeIsUnderstood(String name, String sample, String uri) throws Exception {
        Files.write(directory.resolve("p.json"), predicate(sample));

        attest("ed25519", "-t", name, "-p", "p.json", "target/app.jar").succeeded();

        assertThat(statement(lines("target/app.jar.intoto.jsonl").get(0)).predicateType())
                .isEqualTo(uri);
    }

    @Test
    void severalPredicatesAreALineEachAllOrNone() throws Exception {
        Files.write(directory.resolve("scan.json"), predicate("vulns-v0.2"));
        Files.writeString(directory.resolve("bad.json"), "{}");

        assertThat(attest("ecdsa", "-t", "sbom", "-p", "sbom.json", "-t", "vulns", "-p", "bad.json", "target/app.jar")
                        .failure())
                .contains("bad.json: has no \"scanner\"");
        assertThat(directory.resolve("target/app.jar.intoto.jsonl")).doesNotExist();
        assertThat(attest("ecdsa", "-t", "sbom", "-p", "sbom.json", "-p", "scan.json", "target/app.jar")
                        .usageError())
                .contains("each --predicate needs a --type, in the same order: there are 2 and 1");

        var result = attest(
                        "ecdsa", "-t", "sbom", "-p", "sbom.json", "-t", "vulns", "-p", "scan.json", "target/app.jar")
                .succeeded();

        var lines = lines("target/app.jar.intoto.jsonl");
        assertThat(statement(lines.get(0)).predicateType()).isEqualTo("https://cyclonedx.org/bom");
        assertThat(statement(lines.get(1)).predicateType()).isEqualTo("https://in-toto.io/attestation/vulns/v0.2");
        assertThat(result.err())
                .isEqualTo("attested https://cyclonedx.org/bom, https://in-toto.io/attestation/vulns/v0.2 in "
                        + directory.resolve("target/app.jar.intoto.jsonl") + "\n");
        assertThat(attest("ecdsa", "-q", "-p", "sbom.json", "target/app.jar")
                        .succeeded()
                        .err())
                .isEmpty();
    }

    @Test
    void reportsOfJUnitBecomeOneResultAndWhatTheyDoNotSayIsNamed() throws Exception {
        Files.writeString(directory.resolve("a.xml"), "<testsuite><testcase name='one'/></testsuite>");
        Files.writeString(
                directory.resolve("b.xml"), "<testsuite><testcase name='two'><failure/></testcase></testsuite>");

        var result =
                attest("ecdsa", "-t", "test-result", "--from", "junit", "-p", "a.xml", "-p", "b.xml", "target/app.jar");
        result.succeeded();
        assertThat(result.err()).contains("JUnit reports do not say how the tests were configured");
        attest("ecdsa", "-t", "test-result", "-p", "a.xml", "target/app.jar").succeeded();

        var lines = lines("target/app.jar.intoto.jsonl");
        assertThat(lines).hasSize(2);
        assertThat(statement(lines.get(0)).predicate())
                .isEqualTo(Map.of(
                        "result", "FAILED",
                        "configuration", List.of(),
                        "passedTests", List.of("one"),
                        "failedTests", List.of("two")));
        assertThat(statement(lines.get(1)).predicate()).containsEntry("result", "PASSED");
    }

    @Test
    void aSarifFileIsAttestedAsWitnessDoes() throws Exception {
        Files.writeString(directory.resolve("scan.sarif"), "{\"version\": \"2.1.0\", \"runs\": []}\n");

        attest("ecdsa", "-t", "sarif", "-p", "scan.sarif", "target/app.jar").succeeded();

        var statement = statement(lines("target/app.jar.intoto.jsonl").get(0));
        assertThat(statement.predicateType()).isEqualTo("https://witness.dev/attestations/sarif/v0.1");
        assertThat(statement.predicate())
                .isEqualTo(Map.of(
                        "report", Map.of("version", "2.1.0", "runs", List.of()),
                        "reportFileName", "scan.sarif",
                        "reportDigestSet", Map.of("sha256", DIGEST_OF_SARIF)));
    }

    @ParameterizedTest
    @CsvSource({
        "plain.json, sarif, 'plain.json: is not in SARIF, which has \"version\" and \"runs\"'",
        "sbom.json, sarif, 'sbom.json: is not in SARIF, which has \"version\" and \"runs\"'",
        "sbom.json, test-result, result"
    })
    void aReportOfAnotherKindIsNotSigned(String file, String type, String reason) throws Exception {
        Files.writeString(directory.resolve("plain.json"), "{\"version\": \"2.1.0\", \"runs\": {}}");
        assertThat(attest("ecdsa", "-t", type, "-p", file, "target/app.jar").err())
                .contains(reason);
        assertThat(directory.resolve("target/app.jar.intoto.jsonl")).doesNotExist();
    }

    @Test
    void whatToolWroteAPredicateIsAskedOnlyWhereItCanBeUsed() {
        assertThat(attest("ecdsa", "--from", "junit", "-t", "vulns", "-p", "a.xml", "target/app.jar")
                        .err())
                .contains("--from junit makes test-result, not 'vulns'");
        assertThat(attest("ecdsa", "--from", "nunit", "-t", "test-result", "-p", "a.xml", "target/app.jar")
                        .err())
                .contains("--from is one of trivy, grype, osv-scanner, sarif, junit, not 'nunit'");
        assertThat(attest("ecdsa", "--from", "trivy", "-t", "vuln", "-p", "a.json", "target/app.jar")
                        .err())
                .contains("--from trivy makes vulns, not 'vuln'");
        assertThat(attest("ecdsa", "--from", "sarif", "-t", "sarif", "-p", "a.json", "target/app.jar")
                        .err())
                .contains("--from sarif makes vulns, not 'sarif'");
    }

    private void report(String name) throws Exception {
        try (var in = Samples.class.getResourceAsStream("reports/" + name)) {
            Files.write(directory.resolve(name), in.readAllBytes());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "trivy-2026.json, trivy, 2",
        "grype-2025.json, grype, 1",
        "osv-scanner-2023.json, osv-scanner, 2",
        "grype.sarif, sarif, 2"
    })
    void theReportOfAScannerBecomesVulnsAndWhatItDoesNotSayIsNamed(String name, String format, int findings)
            throws Exception {
        report(name);

        var recognised = attest("ecdsa", "-t", "vulns", "-p", name, "target/app.jar");
        recognised.succeeded();
        attest("ecdsa", "--from", format, "-p", name, "target/app.jar").succeeded();

        assertThat(recognised.err()).contains("warning: " + directory.resolve(name) + " does not say ");
        assertThat(recognised.err()).contains("attested https://in-toto.io/attestation/vulns/v0.2 in ");
        var lines = lines("target/app.jar.intoto.jsonl");
        assertThat(statement(lines.get(1)).predicate())
                .isEqualTo(statement(lines.get(0)).predicate());
        assertThat(statement(lines.get(0)).predicate().get("scanner"))
                .extracting("result")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(findings);
    }

    @Test
    void reportsMayStandBesidePredicates() throws Exception {
        report("trivy-2026.json");
        report("osv-scanner-2026.json");

        attest("ecdsa", "-t", "sbom", "-p", "sbom.json", "-t", "vulns", "-p", "trivy-2026.json", "target/app.jar")
                .succeeded();
        attest(
                        "ecdsa",
                        "--from",
                        "trivy",
                        "-t",
                        "vulns",
                        "-p",
                        "trivy-2026.json",
                        "-t",
                        "sbom",
                        "-p",
                        "sbom.json",
                        "target/app.jar")
                .succeeded();
        attest(
                        "ecdsa",
                        "-t",
                        "vulns",
                        "-p",
                        "trivy-2026.json",
                        "-t",
                        "vulns",
                        "-p",
                        "osv-scanner-2026.json",
                        "target/app.jar")
                .succeeded();

        assertThat(lines("target/app.jar.intoto.jsonl")).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({
        "trivy-2026.json, sbom, is a report of Trivy, --type vulns --from trivy makes it one",
        "grype-2022.json, provenance, is a report of Grype, --type vulns --from grype makes it one",
        "osv-scanner-2024.json, vuln, is a report of OSV-Scanner, --type vulns --from osv-scanner makes it one",
        "codeql.sarif, vsa, is a report in SARIF, --type sarif attests it as it is",
        "tests.xml, vulns, is a report of JUnit, --type test-result --from junit makes it one"
    })
    void aRawReportGivenAsAnotherPredicateIsToldByName(String name, String type, String what, String hint)
            throws Exception {
        if (name.endsWith(".xml")) {
            Files.writeString(directory.resolve(name), "<?xml version='1.0'?>\n<testsuite/>");
        } else {
            report(name);
        }

        assertThat(attest("ecdsa", "-t", type, "-p", name, "target/app.jar").failure())
                .contains(name + ": " + what + ", not a predicate; ")
                .contains(hint);
        assertThat(directory.resolve("target/app.jar.intoto.jsonl")).doesNotExist();
    }

    @Test
    void sarifWithoutVulnerabilitiesIsNotAScanButCanBeAttestedAsItIs() throws Exception {
        report("codeql.sarif");

        assertThat(attest("ecdsa", "-t", "vulns", "-p", "codeql.sarif", "target/app.jar")
                        .failure())
                .contains("none of its rules is one")
                .contains("GHSA-jfh8-c2jp-5v3q; --type sarif attests it as it is");
    }

    @Test
    void severalArtifactsShareAStatement() throws Exception {
        Files.writeString(directory.resolve("b.jar"), "b");

        attest(
                        "ed25519",
                        "-t",
                        "sbom",
                        "-p",
                        "sbom.json",
                        "--hash",
                        "sha256",
                        "--hash",
                        "sha512",
                        "target/app.jar",
                        "b.jar")
                .succeeded();

        assertThat(Files.readString(directory.resolve("b.jar.intoto.jsonl")))
                .isEqualTo(Files.readString(directory.resolve("target/app.jar.intoto.jsonl")));
        var subjects = statement(lines("b.jar.intoto.jsonl").get(0)).subjects();
        assertThat(subjects).hasSize(2);
        assertThat(subjects.get(1).digest().asMap()).containsOnlyKeys("sha256", "sha512");
    }

    @Test
    void subjectsNeedNotBeFiles() throws Exception {
        Files.write(directory.resolve("tests.json"), predicate("test-result"));

        attest(
                        "ed25519",
                        "-t",
                        "test-result",
                        "-p",
                        "tests.json",
                        "-o",
                        "t.intoto.jsonl",
                        "--subject",
                        "registry.example.com:5000/app@sha256:" + HELLO,
                        "--subject",
                        "@gitCommit:" + "1b".repeat(20))
                .succeeded();

        var subjects = statement(lines("t.intoto.jsonl").get(0)).subjects();
        assertThat(subjects.get(0).name()).contains("registry.example.com:5000/app");
        assertThat(subjects.get(1).name()).isEmpty();
        assertThat(subjects.get(1).digest().asMap()).containsOnlyKeys("gitCommit");
    }

    @Test
    void aDigestThatNoVerificationCountsIsWarnedOf() throws Exception {
        var result = attest(
                        "ed25519", "-p", "sbom.json", "-o", "b.intoto.jsonl", "--subject", "app@md5:" + "1b".repeat(16))
                .succeeded();

        assertThat(result.err()).contains("warning: app: has no digest but md5");
        for (var algorithm : List.of("SHA256", "sha256sum")) {
            assertThat(attest("ed25519", "-p", "sbom.json", "-o", "b", "--subject", "a@" + algorithm + ":" + HELLO)
                            .usageError())
                    .contains("write sha256");
        }
    }

    @Test
    void aFileOfChecksumsListsSubjects() throws Exception {
        Files.writeString(
                directory.resolve("SHA256SUMS"),
                HELLO + "  app.jar\n\\SHA256 (odd\\nname) = " + "0b".repeat(32) + "\n");

        attest("ed25519", "-p", "sbom.json", "--checksums", "SHA256SUMS").succeeded();

        var subjects = statement(lines("SHA256SUMS.intoto.jsonl").get(0)).subjects();
        assertThat(subjects)
                .extracting(subject -> subject.name().orElseThrow())
                .containsExactly("app.jar", "odd\nname");
        assertThat(subjects.get(0).digest().asMap()).containsExactly(Map.entry("sha256", HELLO));
    }

    @Test
    void aFileThatListsNoChecksumsIsNotAttested() throws Exception {
        Files.writeString(directory.resolve("SUMS"), HELLO + "  app.jar\nand so on\n");

        assertThat(attest("ed25519", "-p", "sbom.json", "--checksums", "SUMS").failure())
                .contains("SUMS: line 2: is not a checksum");
        assertThat(directory.resolve("SUMS.intoto.jsonl")).doesNotExist();
    }

    @Test
    void aStatementIsSignedAsItIs() throws Exception {
        Files.write(directory.resolve("p.json"), Samples.bytes("provenance-v1"));

        attest("ed25519", "--statement", "p.json", "-o", "p.intoto.jsonl").succeeded();

        assertThat(lines("p.intoto.jsonl").get(0).envelope().orElseThrow().payload())
                .isEqualTo(Samples.bytes("provenance-v1"));
    }

    @Test
    void aLinkIsAttested() throws Exception {
        Cli.in(directory)
                .run(
                        "run",
                        "-n",
                        "build",
                        "--signing-key",
                        keys.resolve("ecdsa").toString(),
                        "-p",
                        "target",
                        "-x")
                .succeeded();
        var link = Files.list(directory)
                .filter(file -> file.toString().endsWith(".link"))
                .findFirst()
                .orElseThrow();

        attest("ed25519", "--link", link.toString(), "-o", "l.intoto.jsonl").succeeded();

        var statement = statement(lines("l.intoto.jsonl").get(0));
        assertThat(statement.predicateType()).isEqualTo("https://in-toto.io/attestation/link/v0.3");
        assertThat(statement.subjects().get(0).name()).contains("target/app.jar");
    }

    @Test
    void anyPredicateIsAttestedByItsUri() throws Exception {
        Files.writeString(directory.resolve("any.json"), "{\"a\": 1}");

        attest("ed25519", "-t", "https://example.com/Claim/v1", "-p", "any.json", "target/app.jar")
                .succeeded();

        assertThat(statement(lines("target/app.jar.intoto.jsonl").get(0)).predicateType())
                .isEqualTo("https://example.com/Claim/v1");
    }

    @Test
    void whatIsNotSoundIsNotSignedAndNothingIsWritten() throws Exception {
        Files.writeString(directory.resolve("bad.json"), "{\"bomFormat\": \"CycloneDX\"}");
        Files.write(directory.resolve("old.json"), Samples.bytes("cosign-custom"));

        assertThat(attest("ed25519", "-t", "sbom", "-p", "bad.json", "target/app.jar")
                        .failure())
                .isEqualTo("in-toto attest: " + directory.resolve("bad.json") + ": has no \"specVersion\"");
        assertThat(attest("ed25519", "-t", "provenance", "-p", "sbom.json", "target/app.jar")
                        .failure())
                .contains("sbom.json: has no \"buildDefinition\"");
        assertThat(attest("ed25519", "--statement", "old.json", "-o", "o.jsonl").failure())
                .contains("old.json: is a statement of version 0.1");
        assertThat(attest("ed25519", "-t", "sbom", "-p", "sbom.json", "target").failure())
                .contains("target: is not a regular file");
        assertThat(attest("ed25519", "-t", "sbom", "-p", "sbom.json", "missing").failure())
                .contains("missing: no such file");
        assertThat(attest("ed25519", "-t", "sbom", "-p", "sbom.json", "target/app.jar", "-o", "nowhere/b")
                        .failure())
                .contains("nowhere: no such directory");
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(file -> file.toString().contains("jsonl"))).isEmpty();
        }
    }

    @Test
    void argumentsThatDoNotFitTogetherAreRefused() {
        assertThat(attest("ed25519", "target/app.jar").usageError()).contains("give one of --predicate, --link");
        assertThat(attest("ed25519", "-p", "sbom.json", "--link", "l", "target/app.jar")
                        .usageError())
                .contains("give one of");
        assertThat(attest("ed25519", "-t", "sbom", "--link", "l").usageError())
                .contains("--type has no effect without --predicate");
        assertThat(attest("ed25519", "-t", "sbom", "-p", "sbom.json").usageError())
                .contains("give the artifacts");
        assertThat(attest("ed25519", "--link", "l", "target/app.jar").usageError())
                .contains("has its subjects");
        assertThat(attest("ed25519", "--link", "l").usageError()).contains("give one with --output");
        assertThat(attest("ed25519", "-t", "bom", "-p", "sbom.json", "target/app.jar")
                        .usageError())
                .contains("--type needs a URI, or one of sbom, sarif, provenance, ");
        assertThat(attest("ed25519", "-t", "sbom", "-p", "sbom.json", "-o", "b", "--subject", "app")
                        .usageError())
                .contains("--subject: must be NAME@ALGORITHM:DIGEST or NAME=ALGORITHM:DIGEST, is 'app'");
        assertThat(attest("ed25519", "-t", "sbom", "-p", "sbom.json", "-o", "b", "--subject", "a@sha256:1")
                        .usageError())
                .contains("--subject: /sha256: must have 64 hexadecimal digits");
        assertThat(attest("ed25519", "-t", "sbom", "-p", "sbom.json", "--certificate", "c", "target/app.jar")
                        .usageError())
                .contains("takes --sigstore");
    }

    @Test
    void aStatementThatFitsOnNoLineIsNotSigned() throws Exception {
        Files.writeString(directory.resolve("app"), "app");
        Files.writeString(directory.resolve("large.json"), "{\"a\": \"" + "x".repeat(900_000) + "\"}");
        String[] attest = {
            "attest", "-t", "https://example.com/large", "-p", "large.json", "-k", "missing", "app", "--line-limit", "1"
        };

        // The key is not even looked for.
        assertThat(Cli.in(directory).run(attest).failure())
                .contains("app.intoto.jsonl: a line of ", " could not be read again: the limit of lines is 1048576");
        assertThat(directory.resolve("app.intoto.jsonl")).doesNotExist();
    }
}
