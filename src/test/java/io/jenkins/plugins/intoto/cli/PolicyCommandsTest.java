package io.jenkins.plugins.intoto.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.bundle.BundleFile;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import io.jenkins.plugins.intoto.engine.predicate.Samples;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCommandsTest {
    private static final String TYPE = "https://example.com/review/v1";

    @TempDir
    static Path keys;

    @TempDir
    Path directory;

    private String digest;

    @BeforeAll
    static void makeKeys() {
        for (var name : List.of("owner", "alice", "mallory")) {
            Cli.in(keys).run("keygen", "-t", "ed25519", name).succeeded();
        }
    }

    @BeforeEach
    void prepare() throws Exception {
        Files.writeString(directory.resolve("app.tar.gz"), "the app\n");
        digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest("the app\n".getBytes(UTF_8)));
        Files.writeString(directory.resolve("gate.yaml"), policy("2100-01-01T00:00:00Z"));
        attest("alice", Map.of("verdict", "good"));
        run("policy", "sign", "-k", key("owner"), "-o", "gate.policy", "gate.yaml")
                .succeeded();
    }

    private static String key(String name) {
        return keys.resolve(name).toString();
    }

    private static String publicKey(String name) {
        return keys.resolve(name + ".pub").toString();
    }

    private static String policy(String expires) throws Exception {
        return "expires: " + expires
                + "\nfunctionaries:\n  alice:\n    keyType: ed25519\n    keyVal:\n      public: |\n"
                + Files.readString(keys.resolve("alice.pub")).indent(8)
                + "subjects:\n  - subject: ['app.*']\n    expectedPredicates:\n      - predicateType: " + TYPE
                + "\n        functionaries: [alice]\n        expectedAttributes:\n"
                + "          - rule: predicate.verdict == 'good'\n";
    }

    private void attest(String signer, Map<String, Object> predicate) throws Exception {
        var statement = Statement.of(
                List.of(ResourceDescriptor.of("app", DigestMap.of(Map.of("sha256", digest)))), TYPE, predicate);
        var key = KeyFiles.readPrivate(keys.resolve(signer), PassphraseSource.NONE);
        var line = DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, statement.toJson(), key.forAttestations());
        var bundle = directory.resolve("app.tar.gz.intoto.jsonl");
        Files.deleteIfExists(bundle);
        BundleFile.append(bundle, List.of(line.toJson()), BundleReader.DEFAULT_LIMITS);
    }

    private Cli.Result run(String... args) {
        return Cli.in(directory).run(args);
    }

    private Cli.Result verify(String... more) {
        var args = new ArrayList<>(List.of("policy", "verify", "-p", "gate.policy", "-k", publicKey("owner")));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    private static void assertFailed(Cli.Result result, String sentence) {
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("FAILED").contains(sentence).doesNotContain("\tat ");
    }

    @Test
    void aFileIsVerifiedByTheBundleBesideIt() {
        assertThat(verify("app.tar.gz").succeeded().out()).startsWith("PASSED: 1 artifact verified");
        assertThat(verify("-q", "app.tar.gz").succeeded().out()).isEmpty();
    }

    @Test
    void aReportThatDoesNotSayWhenTheScanFinishedIsNotFreshAndTheReasonNamesThat() throws Exception {
        for (var name : List.of("osv-scanner-2023.json", "trivy-2026.json")) {
            try (var in = Samples.class.getResourceAsStream("reports/" + name)) {
                Files.write(directory.resolve(name), in.readAllBytes());
            }
        }
        run("attest", "-t", "vulns", "-p", "osv-scanner-2023.json", "-k", key("alice"), "-o", "osv.jsonl", "app.tar.gz")
                .succeeded();
        run("attest", "-t", "vulns", "-p", "trivy-2026.json", "-k", key("alice"), "-o", "trivy.jsonl", "app.tar.gz")
                .succeeded();

        assertThat(scans("osv.jsonl", "").succeeded().out()).contains("PASSED");
        assertFailed(
                scans("osv.jsonl", "freshness: {maxAge: 7d}"),
                "it claims no time: /predicate/metadata/scanFinishedOn is not set");
        scans("trivy.jsonl", "freshness: {maxAge: 36500d}").succeeded();
        assertFailed(
                scans(
                        "trivy.jsonl",
                        "expectedAttributes: [{rule: \"now - timestamp(predicate.scanner.db.lastUpdate) <="
                                + " duration('72h')\"}]"),
                "/predicate/scanner/db/lastUpdate");
        assertFailed(scans("trivy.jsonl", "strict: true"), "has no \"lastUpdate\"");
    }

    private Cli.Result scans(String bundle, String requirement) throws Exception {
        var policy = policy("2100-01-01T00:00:00Z");
        Files.writeString(
                directory.resolve("scans.yaml"),
                policy.substring(0, policy.indexOf("      - predicateType"))
                        + "      - predicateType: https://in-toto.io/attestation/vulns/v0.2\n"
                        + "        functionaries: [alice]\n        " + requirement + "\n");
        return run("policy", "verify", "--unsigned-policy", "-p", "scans.yaml", "-b", bundle, "app.tar.gz");
    }

    @Test
    void anArtifactThatIsNotAtHandIsNamedByItsDigest() {
        verify("-b", "app.tar.gz.intoto.jsonl", "--subject", "app.img=sha256:" + digest)
                .succeeded();
        verify("-b", "app.tar.gz.intoto.jsonl", "--subject", "app.img@sha256:" + digest)
                .succeeded();
        assertThat(verify("-b", "app.tar.gz.intoto.jsonl", "--subject", "@sha256:" + digest)
                        .usageError())
                .contains("--subject needs a name");
        assertThat(verify("-b", "app.tar.gz.intoto.jsonl", "--subject", "app.img@sha1:" + "0".repeat(40))
                        .err())
                .startsWith("warning: app.img: has no digest but sha1");
        assertFailed(
                verify("-b", "app.tar.gz.intoto.jsonl", "--subject", "app.img=sha256:" + "0".repeat(64)),
                "about other artifacts");
    }

    @Test
    void verifyTakesAPolicyInsteadOfALayout() {
        run("verify", "app.tar.gz", "--policy", "gate.policy", "-k", publicKey("owner"))
                .succeeded();
        assertThat(run("verify", "--policy", "gate.policy", "-l", "root.layout", "-k", publicKey("owner"))
                        .usageError())
                .contains("--layout cannot be combined with --policy");
        assertThat(run("verify", "-l", "root.layout", "-k", publicKey("owner"), "-b", "x")
                        .usageError())
                .contains("--bundle has no effect without --policy");
        assertThat(run("verify", "-k", publicKey("owner")).usageError()).contains("--layout");
    }

    @Test
    void anAttestationOfSomebodyElseFails() throws Exception {
        attest("mallory", Map.of("verdict", "good"));

        assertFailed(verify("app.tar.gz"), "no functionary that is trusted for this has signed it");
    }

    @Test
    void anAttestationThatSaysSomethingElseFails() throws Exception {
        attest("alice", Map.of("verdict", "bad"));

        assertFailed(verify("app.tar.gz"), "the value is \"bad\"");
        assertThat(verify("-v", "app.tar.gz").err()).contains("ATTRIBUTE_FALSE: /predicate/verdict");
    }

    @Test
    void aChangedFileFails() throws Exception {
        Files.writeString(directory.resolve("app.tar.gz"), "another app\n");

        assertFailed(verify("app.tar.gz"), "about other artifacts");
    }

    @Test
    void aPolicyOfSomebodyElseFailsAndIsReported() throws Exception {
        var result = run(
                "policy",
                "verify",
                "-p",
                "gate.policy",
                "-k",
                publicKey("mallory"),
                "--report",
                "r.json",
                "app.tar.gz");

        assertFailed(result, "policy: there is no valid signature by key");
        assertThat(Files.readString(directory.resolve("r.json"))).contains("POLICY_NOT_SIGNED");
    }

    @Test
    void anUnsignedPolicyIsTakenOnlyOnRequest() {
        assertFailed(
                run("policy", "verify", "-p", "gate.yaml", "-k", publicKey("owner"), "app.tar.gz"), "it is not signed");
        assertThat(run("policy", "verify", "-p", "gate.yaml", "app.tar.gz").usageError())
                .contains("--unsigned-policy");
        run("policy", "verify", "-p", "gate.yaml", "--unsigned-policy", "app.tar.gz")
                .succeeded();
        assertThat(verify("--unsigned-policy", "app.tar.gz").usageError()).contains("exclude each other");
    }

    @Test
    void anExpiredPolicyFails() throws Exception {
        Files.writeString(directory.resolve("old.yaml"), policy("2020-01-01T00:00:00Z"));

        assertFailed(
                run("policy", "verify", "-p", "old.yaml", "--unsigned-policy", "app.tar.gz"),
                "policy: it expired at 2020-01-01T00:00:00Z");
    }

    @Test
    void aPolicyThatCannotBeReadFails() throws Exception {
        Files.writeString(directory.resolve("bad.yaml"), "expires: [\n");

        assertFailed(
                run("policy", "verify", "-p", "bad.yaml", "--unsigned-policy", "app.tar.gz"),
                "bad.yaml:2: is not valid YAML");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(verify("nothing.tar.gz").failure()).contains("nothing.tar.gz: no such file");
        assertThat(verify("gate.yaml").failure()).contains("gate.yaml.intoto.jsonl: no such bundle");
        assertThat(verify().usageError()).contains("there is no artifact to verify");
        assertThat(verify("--subject", "app", "app.tar.gz").usageError())
                .contains("NAME@ALGORITHM:DIGEST or NAME=ALGORITHM:DIGEST");
        assertThat(verify("--subject", "app=sha256:beef", "app.tar.gz").usageError())
                .contains("--subject");
        assertThat(verify("--report", "r.svg", "app.tar.gz").usageError()).contains(".json for a policy");
    }

    @Test
    void theVerdictIsWrittenAsASignedSummary() throws Exception {
        verify(
                        "--summary",
                        "vsa.json",
                        "--summary-key",
                        key("owner"),
                        "--verifier-id",
                        "https://verifier",
                        "--resource-uri",
                        "pkg:generic/app",
                        "--policy-uri",
                        "https://policy",
                        "--level",
                        "ACME_GATE",
                        "app.tar.gz")
                .succeeded();

        var message =
                DsseEnvelope.read(Files.readAllBytes(directory.resolve("vsa.json")), "vsa.json", JsonLimits.DEFAULT);
        var summary = Statement.read(message.payload(), "vsa.json", JsonLimits.DEFAULT);
        assertThat(summary.predicate()).containsEntry("verificationResult", "PASSED");
        assertThat(verify("--summary", "vsa.json", "app.tar.gz").usageError()).contains("need each other");
    }

    @Test
    void lintTellsFileLineAndPointer() throws Exception {
        var sound = run("policy", "lint", "gate.policy", "gate.yaml").succeeded();
        assertThat(sound.out()).contains("note: /subjects/0/expectedPredicates/0/predicateType", "1 note");

        Files.writeString(
                directory.resolve("bad.yaml"),
                policy("2100-01-01T00:00:00Z").replace("functionaries: [alice]", "functionaries: [bob]"));
        var result = run("policy", "lint", "bad.yaml");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .containsPattern(
                        "bad.yaml:\\d+: error: /subjects/0/expectedPredicates/0/functionaries: the policy has no"
                                + " functionary \"bob\"");
    }

    @Test
    void aPolicyWithDefectsIsNotSigned() throws Exception {
        Files.writeString(directory.resolve("bad.yaml"), "a: 1\n");

        assertThat(run("policy", "sign", "-k", key("owner"), "-o", "bad.policy", "bad.yaml")
                        .failure())
                .contains("bad.yaml:1:");
        assertThat(directory.resolve("bad.policy")).doesNotExist();
    }

    @Test
    void aLayoutOverAttestationsIsCalledThat() throws Exception {
        Files.writeString(
                directory.resolve("ite10.yaml"),
                "expires: 2100-01-01T00:00:00Z\nfunctionaries: {}\nsteps:\n"
                        + "  - {name: build, expectedPredicates: [{predicateType: https://example.com/a}]}\n");

        var policy = run("policy", "lint", "ite10.yaml");
        var layout = run("layout", "lint", "ite10.yaml");

        assertThat(policy.code()).isEqualTo(1);
        assertThat(policy.out() + policy.err())
                .contains("is of a layout over attestations (ITE-10), which is not read yet")
                .doesNotContain("unknown");
        assertThat(layout.code()).isEqualTo(1);
        assertThat(layout.err()).contains("is a layout over attestations (ITE-10), which is not read yet");

        Files.writeString(
                directory.resolve("ite10.json"), "{\"steps\": [{\"name\": \"a\"}, {\"expectedPredicates\": []}]}");
        assertThat(run("layout", "lint", "ite10.json").err()).contains("is a layout over attestations (ITE-10)");
        Files.writeString(
                directory.resolve("other.yaml"),
                "steps: [{name: build}]\nreadme: expectedPredicates belong to policies\n");
        assertThat(run("layout", "lint", "other.yaml").failure()).doesNotContain("ITE-10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: b: c | a colon where no member can begin",
                "'a: \"never ends' | a text in quotes that never ends",
                "a: [1, 2 | a bracket that is never closed",
                "'@a: b' | a character that nothing can begin with",
                "a: *b | an alias, which policies do not have"
            })
    void whatIsNoYamlIsToldInOurOwnWords(String text, String reason) throws Exception {
        Files.writeString(directory.resolve("bad.yaml"), text + "\n");

        var result = run("policy", "lint", "bad.yaml");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out() + result.err()).contains("is not valid YAML: " + reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "predicate.a = | is not a valid expression from here on",
                "nothing.a == 1 | there is no nothing",
                "1 + 'a' == 2 | _+_ does not take (int, string)"
            })
    void whatIsNoRuleIsToldInOurOwnWords(String rule, String reason) throws Exception {
        Files.writeString(
                directory.resolve("bad.yaml"),
                "expires: 2100-01-01T00:00:00Z\nfunctionaries: {}\nsubjects:\n  - subject: ['*']\n    expectedPredicates:\n"
                        + "      - predicateType: https://example.com/a\n        functionaries: []\n"
                        + "        expectedAttributes: [{rule: \"" + rule + "\"}]\n");

        var result = run("policy", "lint", "bad.yaml");

        assertThat(result.out() + result.err()).contains("does not compile: " + reason);
    }
}
