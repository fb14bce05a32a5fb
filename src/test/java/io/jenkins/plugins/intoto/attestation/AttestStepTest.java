package io.jenkins.plugins.intoto.attestation;

import static io.jenkins.plugins.intoto.run.BuildWithSteps.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.AbortException;
import hudson.util.Secret;
import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.archive.AttestationIndex;
import io.jenkins.plugins.intoto.attestation.provenance.JUnitTests;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.config.SigstoreServices;
import io.jenkins.plugins.intoto.credentials.InTotoSigningKey;
import io.jenkins.plugins.intoto.credentials.SampleCredentials;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.predicate.Samples;
import io.jenkins.plugins.intoto.engine.remote.StandInServer;
import io.jenkins.plugins.intoto.engine.remote.StandInServer.Answer;
import io.jenkins.plugins.intoto.engine.sigstore.SignatureRequirements;
import io.jenkins.plugins.intoto.engine.sigstore.SignatureVerification;
import io.jenkins.plugins.intoto.engine.sigstore.SignerIdentity;
import io.jenkins.plugins.intoto.engine.sigstore.StandInTsa;
import io.jenkins.plugins.intoto.engine.sigstore.TrustedRoot;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.run.BuildWithSteps;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttestStepTest {
    private static final String SBOM =
            "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.7\",\"version\":1,\"components\":[]}";

    @TempDir
    private Path folder;

    private final AttestationConfiguration configuration = new AttestationConfiguration();
    private BuildWithSteps build;

    @BeforeEach
    void beginBuild() throws Exception {
        build = new BuildWithSteps(folder);
        build.jenkins.with(configuration);
        build.write("target/app.jar", "jar of App");
        build.write("target/lib.jar", "jar of Lib");
    }

    @AfterEach
    void stopJenkins() {
        build.close();
    }

    private static AttestStep step(String subjects) {
        var step = new AttestStep();
        step.setCredentialsId("alice");
        step.setSubjects(subjects);
        return step;
    }

    @SuppressWarnings("unchecked")
    private List<String> attest(AttestStep step) throws Exception {
        var context = build.context();
        step.start(context).start();
        return (List<String>) context.result();
    }

    private Path archived(String path) {
        return build.run.getRootDir().toPath().resolve("archive").resolve(path);
    }

    private List<BundleLine> lines(String bundle) throws Exception {
        var lines = new ArrayList<BundleLine>();
        BundleReader.<Exception>forEachLine(archived(bundle), JsonLimits.DEFAULT, lines::add);
        return lines;
    }

    private static DsseEnvelope message(BundleLine line) {
        var message = line.envelope().orElseThrow();
        var signature = message.signatures().get(0);
        assertThat(message.signatures()).hasSize(1);
        assertThat(signature.keyId()).isEqualTo(ALICE.publicKey().keyId());
        assertThat(ALICE.publicKey()
                        .verifiesAttestation(signature.value(), message.preAuthenticationEncoding(), Instant.now()))
                .isTrue();
        return message;
    }

    /** The statement of a line, whose signature is checked. */
    private static Statement statement(BundleLine line) throws Exception {
        return Statement.read(message(line).payload(), "line", JsonLimits.DEFAULT);
    }

    private static String sha256(String content) {
        return HexFormat.of()
                .formatHex(DigestAlgorithm.SHA256.newDigest().digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void eachArtifactGetsItsProvenanceBesideIt() throws Exception {
        assertThat(attest(step("target/*.jar")))
                .containsExactly("target/app.jar.intoto.jsonl", "target/lib.jar.intoto.jsonl");

        var statement = statement(lines("target/app.jar.intoto.jsonl").get(0));
        assertThat(statement.predicateType()).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat(statement.subjects()).singleElement().satisfies(subject -> {
            assertThat(subject.name()).contains("target/app.jar");
            assertThat(subject.digest()).isEqualTo(DigestMap.of(Map.of("sha256", sha256("jar of App"))));
        });
        assertThat(build.action().getAttestations()).isEqualTo(2);
        assertThat(build.action().getSummary()).isEqualTo("2 attestations");
    }

    @Test
    void furtherAttestationsAreAddedToTheBundle() throws Exception {
        attest(step("target/app.jar"));
        build.write("bom.json", SBOM);
        var step = step("target/app.jar");
        step.setPredicate("sbom");
        step.setPredicateFile("bom.json");
        attest(step);

        var lines = lines("target/app.jar.intoto.jsonl");
        assertThat(lines).hasSize(2);
        assertThat(statement(lines.get(0)).predicateType()).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat(statement(lines.get(1)).predicateType()).isEqualTo("https://cyclonedx.org/bom");
        assertThat(statement(lines.get(1)).predicate()).containsEntry("specVersion", "1.7");
    }

    @Test
    void oneAttestationCanBeOfAllArtifacts() throws Exception {
        var step = step("target/*.jar");
        step.setBundle("release.intoto.jsonl");

        assertThat(attest(step)).containsExactly("release.intoto.jsonl");
        assertThat(statement(lines("release.intoto.jsonl").get(0)).subjects())
                .extracting(subject -> subject.name().orElseThrow())
                .containsExactly("target/app.jar", "target/lib.jar");
    }

    @Test
    void subjectsCanBeNamedByTheirDigests() throws Exception {
        var misspelt = step("app@SHA256:" + "5a".repeat(32));
        misspelt.setBundle("all.intoto.jsonl");
        refused(misspelt, "'SHA256' is not a digest algorithm", "write sha256");
        var step = step("target/app.jar, registry.example.com:5000/app@sha256:" + "5a".repeat(32) + "\n@gitCommit:"
                + "1b".repeat(20) + ", old=sha1:" + "1b".repeat(20));
        refused(step, "set bundle");
        step.setBundle("all.intoto.jsonl");
        attest(step);

        var subjects = statement(lines("all.intoto.jsonl").get(0)).subjects();
        assertThat(subjects)
                .extracting(subject -> subject.name().orElse(""))
                .containsExactly("target/app.jar", "registry.example.com:5000/app", "", "old");
        assertThat(build.log()).contains("[in-toto] warning: old has no digest but sha1");
    }

    @Test
    void aFileOfChecksumsListsSubjects() throws Exception {
        var step = step(null);
        step.setChecksumsFile("../SHA256SUMS");
        refused(step, "is not a path within");
        step.setChecksumsFile("dist/SHA256SUMS");
        build.write("dist/SHA256SUMS", "nothing of the kind\n");
        refused(step, "dist/SHA256SUMS: line 1: is not a checksum");
        build.write("dist/SHA256SUMS", "5a".repeat(32) + "  app.tar\n" + "0b".repeat(32) + " *lib.tar\n");

        assertThat(attest(step)).containsExactly("dist/SHA256SUMS.intoto.jsonl");
        assertThat(statement(lines("dist/SHA256SUMS.intoto.jsonl").get(0)).subjects())
                .extracting(subject -> subject.name().orElseThrow())
                .containsExactly("app.tar", "lib.tar");
    }

    @Test
    void archivedArtifactsAreHashedWhereTheyAre() throws Exception {
        Files.createDirectories(archived("dist"));
        Files.writeString(archived("dist/app.tar"), "archived");
        Files.writeString(archived("dist/old.intoto.jsonl"), "a bundle is not an artifact to attest\n");
        var step = step("dist/*");
        step.setArchived(true);
        var context = build.context();
        context.without(hudson.FilePath.class);
        step.start(context).start();

        assertThat(context.result()).isEqualTo(List.of("dist/app.tar.intoto.jsonl"));
        assertThat(statement(lines("dist/app.tar.intoto.jsonl").get(0)).subjects())
                .singleElement()
                .satisfies(
                        subject -> assertThat(subject.digest().value("sha256")).contains(sha256("archived")));
    }

    @Test
    void anAttestationCanBeASigstoreBundle() throws Exception {
        var step = step("target/app.jar");
        step.setFormat("sigstore");
        attest(step);

        var line = lines("target/app.jar.intoto.jsonl").get(0);
        assertThat(line).isInstanceOf(BundleLine.SigstoreLine.class);
        message(line);
    }

    @Test
    void aScriptCanWriteThePredicateAsAMap() throws Exception {
        var arguments = new AttestStep.DescriptorImpl()
                .customInstantiate(Map.of(
                        "credentialsId", "alice",
                        "subjects", "target/app.jar",
                        "predicateType", "https://example.com/review/v1",
                        "predicate", Map.of("approved", true, "by", List.of("carol", 2), "score", 0.5)));
        var step = step("target/app.jar");
        step.setPredicate((String) arguments.get("predicate"));
        step.setPredicateType((String) arguments.get("predicateType"));
        step.setPredicateJson((String) arguments.get("predicateJson"));
        attest(step);

        assertThat(statement(lines("target/app.jar.intoto.jsonl").get(0)).predicate())
                .containsEntry("approved", true)
                .containsEntry("by", List.of("carol", 2L))
                .hasEntrySatisfying("score", score -> assertThat(score).hasToString("0.5"));
    }

    @Test
    void whatJsonHasNoFormForIsNoPredicate() {
        var descriptor = new AttestStep.DescriptorImpl();
        Map<String, Object> arguments = Map.of("predicate", Map.of("at", Instant.EPOCH));

        var step = step("target/app.jar");
        step.setPredicateType("https://example.com/review/v1");
        step.setPredicateJson((String) descriptor.customInstantiate(arguments).get("predicateJson"));

        refused(step, "[in-toto] a predicate is made of maps", "java.time.Instant");
    }

    @Test
    void aPredicateIsGivenOnceOnly() {
        var descriptor = new AttestStep.DescriptorImpl();
        var step = step("target/app.jar");
        step.setPredicateType("https://example.com/review/v1");
        step.setPredicateJson((String) descriptor
                .customInstantiate(Map.of("predicate", Map.of("a", 1), "predicateJson", "{}"))
                .get("predicateJson"));

        refused(step, "give predicate or predicateJson, not both");
    }

    @Test
    void aTypeWithAFileIsAnotherPredicateThanProvenance() throws Exception {
        build.write("p.json", "{\"approved\":true}");
        var step = step("target/app.jar");
        step.setPredicateType("https://example.com/x/v1");
        step.setPredicateFile("p.json");
        attest(step);

        var statement = statement(lines("target/app.jar.intoto.jsonl").get(0));
        assertThat(statement.predicateType()).isEqualTo("https://example.com/x/v1");
        assertThat(statement.predicate()).isEqualTo(Map.of("approved", true));
    }

    @Test
    void whatNoLineOfABundleHoldsIsNotSigned() throws Exception {
        configuration.setBundleLineLimit(1);
        build.write("p.json", "{\"text\":\"" + "x".repeat(1 << 20) + "\"}");
        var step = step("target/app.jar");
        step.setPredicateType("https://example.com/x/v1");
        step.setPredicateFile("p.json");

        refused(step, "target/app.jar.intoto.jsonl", "could not be read again: the limit of lines is 1048576");
        assertThat(build.run.getRootDir().toPath().resolve("archive")).doesNotExist();
    }

    @Test
    void aFileAloneIsABillOfMaterialsIfItSaysSo() throws Exception {
        build.write("bom.json", SBOM);
        build.write("p.json", "{\"approved\":true}");
        var step = step("target/app.jar");
        step.setPredicateFile("p.json");
        refused(step, "p.json", "set predicateType");
        step.setPredicateFile("bom.json");
        attest(step);

        assertThat(statement(lines("target/app.jar.intoto.jsonl").get(0)).predicateType())
                .isEqualTo("https://cyclonedx.org/bom");
    }

    @Test
    void testResultsComeFromTheReportOfTheBuild() throws Exception {
        build.jenkins.with(new JUnitTests());
        build.run.addAction(hudson.tasks.junit.LocalTests.of(List.of("a.T.one")));
        var step = step("target/app.jar");
        step.setPredicate("test-result");
        attest(step);

        assertThat(statement(lines("target/app.jar.intoto.jsonl").get(0)).predicate())
                .containsEntry("result", "PASSED")
                .containsEntry("passedTests", List.of("a.T.one"));
    }

    private void report(String name) throws Exception {
        try (var in = Samples.class.getResourceAsStream("reports/" + name)) {
            build.write(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "trivy-2026.json, trivy, 2",
        "grype-2025.json, grype, 1",
        "osv-scanner-2023.json, osv-scanner, 2",
        "grype.sarif, sarif, 2"
    })
    void theReportOfAScannerBecomesAPredicateAndTheConsoleSaysWhatItLacks(String name, String format, int findings)
            throws Exception {
        report(name);
        var inferred = step("target/app.jar");
        inferred.setPredicateFormat(format);
        inferred.setPredicateFile(name);
        attest(inferred);
        var recognised = step("target/app.jar");
        recognised.setPredicate("vulns");
        recognised.setPredicateFile(name);
        attest(recognised);

        var lines = lines("target/app.jar.intoto.jsonl");
        var statement = statement(lines.get(0));
        assertThat(statement.predicateType()).isEqualTo("https://in-toto.io/attestation/vulns/v0.2");
        assertThat(statement.predicate().get("scanner"))
                .extracting("result")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(findings);
        assertThat(statement(lines.get(1)).predicate()).isEqualTo(statement.predicate());
        assertThat(build.log()).contains("[in-toto] warning: " + name + " does not say ");
    }

    @Test
    void aRawReportGivenAsAnotherPredicateIsToldByName() throws Exception {
        report("trivy-2026.json");
        report("codeql.sarif");
        var step = step("target/app.jar");
        step.setPredicateFile("trivy-2026.json");
        refused(
                step,
                "trivy-2026.json: is a report of Trivy, not a predicate;"
                        + " predicate: 'vulns', predicateFormat: 'trivy' makes it one");
        step.setPredicate("vulns");
        step.setPredicateFile("codeql.sarif");
        refused(step, "codeql.sarif: is not a scan for vulnerabilities", "GHSA-jfh8-c2jp-5v3q");
        step.setPredicateFormat("grype");
        refused(step, "codeql.sarif: /matches: is missing, so this is not a report of Grype");
        step.setPredicateFormat("junit");
        refused(step, "predicateFormat: 'junit'", "predicate: 'vulns'");
    }

    @Test
    void aSarifFileUnderItsTypeIsAttestedAsWitnessDoes() throws Exception {
        report("codeql.sarif");
        var step = step("target/app.jar");
        step.setPredicateType("https://witness.dev/attestations/sarif/v0.1");
        step.setPredicateFile("codeql.sarif");
        attest(step);

        assertThat(statement(lines("target/app.jar.intoto.jsonl").get(0)).predicate())
                .containsEntry("reportFileName", "codeql.sarif")
                .containsKeys("report", "reportDigestSet");
    }

    @Test
    void reportsOfJUnitInSeveralFilesBecomeOneResultUnderAKeyThatListsTheType() throws Exception {
        build.write("module/target/a.xml", "<testsuite><testcase name='one'/></testsuite>");
        build.write("target/b.xml", "<testsuite><testcase name='two'><failure/></testcase></testsuite>");
        var step = step("target/app.jar");
        step.setPredicateFormat("junit");
        refused(step, "set predicateFile to the JUnit reports");
        step.setPredicateFile("nothing/*.xml");
        refused(step, "no file in the workspace matches nothing/*.xml");
        step.setPredicateFile("**/a.xml, target/*.xml");
        refused(step, "since nobody could tell it from what Jenkins says itself");
        var pem = new String(KeyFileWriter.privatePem(ALICE), StandardCharsets.US_ASCII);
        var key = new InTotoSigningKey(CredentialsScope.GLOBAL, "tests", "", Secret.fromString(pem), null, null);
        key.setUses("supplied:https://in-toto.io/attestation/test-result/v0.1");
        SystemCredentialsProvider.getInstance().getCredentials().add(key);
        step.setCredentialsId("tests");
        attest(step);

        var payload = lines("target/app.jar.intoto.jsonl")
                .get(0)
                .envelope()
                .orElseThrow()
                .payload();
        assertThat(Statement.read(payload, "line", JsonLimits.DEFAULT).predicate())
                .isEqualTo(Map.of(
                        "result", "FAILED",
                        "configuration", List.of(),
                        "passedTests", List.of("one"),
                        "failedTests", List.of("two")));
        assertThat(build.log()).contains("[in-toto] warning: JUnit reports do not say how the tests were configured");
    }

    @Test
    void theIndexLeadsFromADigestToTheBundle() throws Exception {
        attest(step("target/app.jar"));

        assertThat(new AttestationIndex(build.run).entries()).singleElement().satisfies(entry -> {
            assertThat(entry.sha256()).isEqualTo(sha256("jar of App"));
            assertThat(entry.artifact()).isEqualTo("target/app.jar");
            assertThat(entry.bundle()).isEqualTo("target/app.jar.intoto.jsonl");
            assertThat(entry.predicateType()).isEqualTo("https://slsa.dev/provenance/v1");
            assertThat(entry.keyId()).isEqualTo(ALICE.publicKey().keyId().value());
            assertThat(entry.signer()).isEqualTo("alice");
        });
    }

    private static void token(String id, String text) {
        SystemCredentialsProvider.getInstance().getCredentials().add(SampleCredentials.string(id, text));
    }

    @Test
    @RequiresTool(Tool.NODE)
    void withoutAKeyATokenSaysWhoSigns() throws Exception {
        var claims = "{\"iss\":\"https://jenkins.example/oidc\",\"sub\":\"https://jenkins.example/job/app\"}";
        token(
                "id-token",
                "e30." + Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".e30");
        var tsa = new StandInTsa("tsa");
        try (var server = new StandInServer((path, body) -> path.equals("/tsa")
                ? new Answer(200, tsa.respond(body, Instant.now()))
                : new Answer(
                        201,
                        InteropTools.run(
                                        Path.of(""),
                                        body,
                                        List.of(
                                                "node",
                                                "src/test/node/fulcio.js",
                                                Tool.packagesOfNode().toString(),
                                                folder.toString()))
                                .succeeded()
                                .output()))) {
            var services = new SigstoreServices();
            services.setFulcio(server.uri().toString());
            services.setTimestampAuthority(server.uri().resolve("/tsa").toString());
            configuration.setSigstore(services);
            var step = step("target/app.jar");
            step.setCredentialsId(null);
            step.setKeyless(true);
            step.setTokenCredentialsId("id-token");
            attest(step);
        }

        var bundle =
                ((BundleLine.SigstoreLine) lines("target/app.jar.intoto.jsonl").get(0)).bundle();
        var root =
                TrustedRoot.read(Files.readAllBytes(folder.resolve("trusted_root.json")), "root", JsonLimits.DEFAULT);
        var verified = SignatureVerification.of(
                        List.of(), root.and(TrustedRoot.NONE.withTimestampAuthority(tsa.chain())))
                .requiring(new SignatureRequirements(1, 0, 1))
                .verify(bundle, Instant.now());
        assertThat(((SignerIdentity.Certificate) verified.signer()).uris())
                .containsExactly("https://jenkins.example/job/app");
        assertThat(build.log()).doesNotContain("e30.").contains("signed by https://jenkins.example/job/app (keyless)");
    }

    @Test
    @RequiresTool(Tool.NODE)
    void aSignatureThatTheTrustedRootDoesNotAcceptIsNotArchived() throws Exception {
        token("id-token", "e30.e30.e30");
        try (var server = new StandInServer((path, body) -> new Answer(
                201,
                InteropTools.run(
                                Path.of(""),
                                body,
                                List.of(
                                        "node",
                                        "src/test/node/fulcio.js",
                                        Tool.packagesOfNode().toString(),
                                        folder.toString()))
                        .succeeded()
                        .output()))) {
            var services = new SigstoreServices();
            services.setFulcio(server.uri().toString());
            services.setTrustedRoot(
                    "{\"mediaType\":\"application/vnd.dev.sigstore.trustedroot+json;version=0.1\",\"tlogs\":[]}");
            configuration.setSigstore(services);
            var step = step("target/app.jar");
            step.setCredentialsId(null);
            step.setKeyless(true);
            step.setTokenCredentialsId("id-token");

            refused(step, "nothing was attested");
        }
    }

    @Test
    void aServiceThatIsDownFailsTheStepAndNamesIt() throws Exception {
        var services = new SigstoreServices();
        services.setTimestampAuthority("http://127.0.0.1:1/tsa");
        configuration.setSigstore(services);
        var step = step("target/app.jar");
        step.setFormat("sigstore");

        refused(step, "http://127.0.0.1:1/tsa");
    }

    @Test
    void aPatternThatNoArtifactMatchesIsSaid() throws Exception {
        attest(step("target/app.jar, dist/*.zip"));

        assertThat(build.log()).contains("[in-toto] warning: no file in the workspace matches dist/*.zip");
    }

    @Test
    void ifOneArtifactCannotBeAttestedNoneIs() throws Exception {
        var tsa = new StandInTsa("tsa");
        var asked = new AtomicInteger();
        try (var server = new StandInServer((path, body) -> asked.getAndIncrement() == 0
                ? new Answer(200, tsa.respond(body, Instant.now()))
                : new Answer(403, new byte[0]))) {
            var services = new SigstoreServices();
            services.setTimestampAuthority(server.uri().toString());
            configuration.setSigstore(services);
            var step = step("target/*.jar");
            step.setFormat("sigstore");

            refused(step, "nothing was attested", "403");
        }
        assertThat(asked).hasValue(2);
        assertThat(new AttestationIndex(build.run).entries()).isEmpty();
    }

    @Test
    void withoutATokenOrFulcioNothingIsSigned() {
        var step = step("target/app.jar");
        step.setCredentialsId("");
        step.setKeyless(true);
        refused(step, "set tokenCredentialsId");
        step.setTokenCredentialsId("nowhere");
        refused(step, "there is no secret text 'nowhere'");
        token("empty", " ");
        step.setTokenCredentialsId("empty");
        refused(step, "'empty' is empty");
        token("id-token", "e30.e30.e30");
        step.setTokenCredentialsId("id-token");
        refused(step, "no address of Fulcio is configured");
    }

    private static AttestStep supplied(String type, String json) {
        var step = step("target/app.jar");
        step.setPredicate("other");
        step.setPredicateType(type);
        step.setPredicateJson(json);
        return step;
    }

    @Test
    void whatJenkinsSaysItselfDoesNotComeFromAJob() throws Exception {
        var provenance = "{\"buildDefinition\":{\"buildType\":\"https://example.com/b\",\"externalParameters\":{}},"
                + "\"runDetails\":{\"builder\":{\"id\":\"https://example.com/builder\"}}}";
        refused(supplied("https://slsa.dev/provenance/v1", provenance), "supplied:https://slsa.dev/provenance/v1");
        refused(supplied("HTTPS://slsa.dev/provenance/v1", provenance), "supplied:");
        refused(
                supplied(
                        "https://in-toto.io/attestation/scai/v0.3",
                        "{\"attributes\":[{\"attribute\":\"SEALED_LINE\"}]}"),
                "supplied:https://in-toto.io/attestation/scai/v0.3");
        var scan = supplied("https://slsa.dev/provenance/v1", provenance);
        scan.setPredicate("vulns");
        refused(scan, "is not a result of a vulnerability scan");

        attest(supplied("https://in-toto.io/attestation/scai/v0.3", "{\"attributes\":[{\"attribute\":\"HARDENED\"}]}"));
        assertThat(lines("target/app.jar.intoto.jsonl")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://slsa.dev/provenance/v0.1",
                "https://slsa.dev/provenance/v1.1",
                "https://slsa.dev/provenance/v1/",
                "https://slsa.dev/provenance",
                "https://slsa.dev/%70rovenance/v1",
                "https://slsa.dev/%2570rovenance/v1%zz",
                "https://slsa.dev/%EF%BD%90rovenance/v1",
                "https://slsa.dev/Provenance/v1",
                "https://slsa.dev//provenance/v1",
                "https://slsa.dev/x/../provenance/v1",
                "https://slsa.dev/provenance;a=b/v1",
                "https://slsa.dev/provenance?v1",
                "https://slsa.dev/provenance#v1",
                "http://slsa.dev/provenance/v1",
                "https:slsa.dev/provenance/v1",
                "https:///slsa.dev/provenance/v1",
                "slsa.dev:443/provenance/v1",
                "https://slsa.dev:443/provenance/v1",
                "https://slsa.dev./provenance/v1",
                "https://slsa.dev.:8443/provenance/v1",
                "https://www.slsa.dev/provenance/v1",
                "https://somebody@slsa.dev/provenance/v1",
                "https://slsa.dev/verification_summary/v0.2",
                "https://slsa.dev/verification_summary/v1",
                "https://in-toto.io/Provenance/v0.1",
                "https://in-toto.io/attestation/link/v0.2",
                "https://in-toto.io/attestation/svr/v0.3",
                "https://in-toto.io/attestation/test-result/v0.1",
                "https://in-toto.io/attestation/test-result/v0.2"
            })
    void noSpellingOrVersionOfWhatJenkinsSaysItselfComesFromAJob(String type) throws Exception {
        // Sound whichever of the types it is taken for, so that nothing but the type is refused.
        var predicate = """
                {"result":"PASSED","configuration":[{"uri":"https://example.com/tests"}],
                "name":"build","command":[],"materials":[],"byproducts":{},"environment":{},
                "verifier":{"id":"https://example.com/verifier"},"timeVerified":"2026-01-01T00:00:00Z",
                "resourceUri":"https://example.com/app","policy":{"uri":"https://example.com/policy"},
                "verificationResult":"PASSED","verifiedLevels":[],
                "timeCreated":"2026-01-01T00:00:00Z","properties":[]}""";
        var step = supplied(type, predicate);
        refused(step, "since nobody could tell it from what Jenkins says itself");
        // A kind of credential that cannot list what it may sign.
        SampleCredentials.add(SampleCredentials.certificate("cert", SampleCredentials.store("protected/ec256.p12")));
        step.setCredentialsId("cert");
        refused(step, "since nobody could tell it from what Jenkins says itself");
        token("id-token", "e30.e30.e30");
        var services = new SigstoreServices();
        services.setFulcio("http://127.0.0.1:1/fulcio");
        configuration.setSigstore(services);
        step.setCredentialsId("");
        step.setKeyless(true);
        step.setTokenCredentialsId("id-token");
        refused(step, "since nobody could tell it from what Jenkins says itself");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://in-toto.io/attestation/scai/v0.3",
                "http://in-toto.io/attestation/scai/v0.9",
                "https://in-toto.io:443/attestation/%73cai/attribute-report/v0.2"
            })
    void noSealComesFromAJobWhateverItsTypeIsSpelt(String type) {
        refused(
                supplied(type, "{\"attributes\":[{\"attribute\":\"SEALED_LINE\"}]}"),
                "since nobody could tell it from what Jenkins says itself");
    }

    @Test
    void whatOthersCallAlikeIsNotReserved() throws Exception {
        for (var type : List.of(
                "https://example.com/provenance/v1",
                "https://notslsa.dev/provenance/v1",
                "https://slsa.dev.example.com/provenance/v1",
                "https://slsa.dev/source/v1")) {
            assertThat(attest(supplied(type, "{}"))).hasSize(1);
        }
    }

    @Test
    void aKeyCanAllowJobsToSupplyItAfterAll() throws Exception {
        var pem = new String(KeyFileWriter.privatePem(ALICE), StandardCharsets.US_ASCII);
        var key = new InTotoSigningKey(CredentialsScope.GLOBAL, "supplying", "", Secret.fromString(pem), null, null);
        key.setUses("supplied:https://in-toto.io/attestation/link/v0.3");
        SystemCredentialsProvider.getInstance().getCredentials().add(key);
        var step = supplied(
                "https://in-toto.io/attestation/link/v0.3",
                "{\"name\":\"build\",\"command\":[],\"materials\":[],\"byproducts\":{},\"environment\":{}}");
        step.setCredentialsId("supplying");

        assertThat(attest(step)).hasSize(1);
    }

    @Test
    void aBundleOfTheBuildWithoutALineEndSwallowsNothing() throws Exception {
        Files.createDirectories(archived("target"));
        Files.writeString(archived("target/app.jar.intoto.jsonl"), "x");
        attest(step("target/app.jar"));

        var lines = lines("target/app.jar.intoto.jsonl");
        assertThat(lines).hasSize(2);
        assertThat(statement(lines.get(1)).predicateType()).isEqualTo("https://slsa.dev/provenance/v1");
    }

    @Test
    void aSigstoreBundleHoldsTheCertificateOfItsKey() throws Exception {
        SampleCredentials.add(SampleCredentials.certificate("cert", SampleCredentials.store("protected/ec256.p12")));
        var step = step("target/app.jar");
        step.setCredentialsId("cert");
        step.setFormat("sigstore");
        attest(step);

        var bundle =
                ((BundleLine.SigstoreLine) lines("target/app.jar.intoto.jsonl").get(0)).bundle();
        assertThat(new String(bundle.toJson(), StandardCharsets.US_ASCII)).contains("\"certificate\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sigstore", "dsse"})
    void whoeverACertificateNamesHasSignedAndTheCredentialStandsBehind(String format) throws Exception {
        SampleCredentials.add(SampleCredentials.certificate("cert", SampleCredentials.store("protected/ec256.p12")));
        var step = step("target/app.jar");
        step.setCredentialsId("cert");
        step.setFormat(format);
        attest(step);

        assertThat(new AttestationIndex(build.run).entries())
                .extracting(AttestationIndex.Entry::signer)
                .containsExactly("builder");
        assertThat(build.log()).contains("builder (cert, ");
    }

    @Test
    void aTokenIsNotSentInTheClear() {
        token("id-token", "e30.e30.e30");
        var services = new SigstoreServices();
        services.setFulcio("http://fulcio.example.com");
        configuration.setSigstore(services);
        var step = step("target/app.jar");
        step.setCredentialsId("");
        step.setTokenCredentialsId("id-token");

        refused(step, "does not begin with https");
        services.setFulcio("no address");
        refused(step, "no address");
    }

    private void refused(AttestStep step, String... words) {
        assertThatThrownBy(() -> attest(step))
                .isInstanceOf(AbortException.class)
                .satisfies(failure -> assertThat(failure.getMessage())
                        .startsWith("[in-toto] ")
                        .contains(words)
                        .doesNotContain("\n"));
        assertThat(archived(".")).doesNotExist();
    }

    @Test
    void whatIsMissingOrWrongIsSaidAndNothingIsArchived() throws Exception {
        refused(step(null), "set subjects");
        refused(step("nowhere/*"), "no file in the workspace matches nowhere/*");
        var sbom = step("target/app.jar");
        sbom.setPredicate("sbom");
        refused(sbom, "set predicateFile");
        sbom.setPredicateFile("../bom.json");
        refused(sbom, "../bom.json");
        build.write("bom.json", "{\"bomFormat\":\"CycloneDX\"}");
        sbom.setPredicateFile("bom.json");
        refused(sbom, "bom.json", "specVersion");
        var other = step("target/app.jar");
        other.setPredicate("other");
        refused(other, "set predicateType");
        var tests = step("target/app.jar");
        tests.setPredicate("test-result");
        refused(tests, "published no test results");
        var bundle = step("target/app.jar");
        bundle.setBundle("../release.intoto.jsonl");
        refused(bundle, "bundle must be the path of an artifact");
    }

    @Test
    void aKeyForSomeStepsOnlyAttestsNothing() throws Exception {
        var pem = new String(KeyFileWriter.privatePem(ALICE), StandardCharsets.US_ASCII);
        var key = new InTotoSigningKey(CredentialsScope.GLOBAL, "limited", "", Secret.fromString(pem), null, null);
        key.setUses("source");
        SystemCredentialsProvider.getInstance().getCredentials().add(key);
        var step = new AttestStep();
        step.setCredentialsId("limited");
        step.setSubjects("target/app.jar");

        refused(step, "'limited' may not sign attestations", "attestation:*");
        key.setUses("source, attestation:https://slsa.dev/provenance/v1");
        assertThat(attest(step)).hasSize(1);
    }
}
