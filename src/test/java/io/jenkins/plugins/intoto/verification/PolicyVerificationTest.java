package io.jenkins.plugins.intoto.verification;

import static io.jenkins.plugins.intoto.run.BuildWithSteps.ALICE;
import static io.jenkins.plugins.intoto.run.BuildWithSteps.BOB;
import static io.jenkins.plugins.intoto.run.BuildWithSteps.OWNER;
import static io.jenkins.plugins.intoto.run.BuildWithSteps.publicPem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import hudson.AbortException;
import io.jenkins.plugins.intoto.ProvenancePolicy;
import io.jenkins.plugins.intoto.archive.DigestIndex;
import io.jenkins.plugins.intoto.attestation.AttestStep;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.config.NamedPolicy;
import io.jenkins.plugins.intoto.config.TrustedKey;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.policy.source.SignedPolicy;
import io.jenkins.plugins.intoto.engine.remote.StandInRegistry;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.page.RootPage;
import io.jenkins.plugins.intoto.page.RunPage;
import io.jenkins.plugins.intoto.page.ShownAttestation;
import io.jenkins.plugins.intoto.run.BuildWithSteps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts of builds are verified against policies by the step. */
class PolicyVerificationTest {
    @TempDir
    private Path folder;

    private BuildWithSteps build;
    private final AttestationConfiguration configuration = new AttestationConfiguration();

    @BeforeEach
    void beginBuild() throws Exception {
        build = new BuildWithSteps(folder);
        build.jenkins.with(configuration);
        build.write("app.jar", "jar of App");
        configuration.setPolicies(List.of(new NamedPolicy("gate", policy())));
    }

    @AfterEach
    void stopJenkins() {
        build.close();
    }

    /** Provenance by alice is expected of every jar. */
    private static String policy() {
        return ProvenancePolicy.of("*.jar", ALICE.publicKey());
    }

    private static VerifyStep step() {
        var step = new VerifyStep();
        step.setPolicy("gate");
        step.setSubjects("*.jar");
        return step;
    }

    private void attest(String credential) throws Exception {
        var step = new AttestStep();
        step.setCredentialsId(credential);
        step.setSubjects("app.jar");
        var context = build.context();
        step.start(context).start();
        context.result();
    }

    private Path archived(String path) {
        return build.run.getRootDir().toPath().resolve("archive").resolve(path);
    }

    @Test
    void anArtifactWithTheExpectedAttestationPasses() throws Exception {
        attest("alice");

        assertThat(build.verify(step())).containsEntry("passed", true);
        assertThat(archived("in-toto/gate.verification.json")).content().contains("\"passed\": true");
        assertThat(build.action().getSummary()).contains("verified against gate");
    }

    /** In another build, which knows nothing of the one that attested the image. */
    @Test
    void anImageIsVerifiedByWhatItsRegistryHas() throws Exception {
        try (var registry = new StandInRegistry()) {
            var image = registry.push("team/app");
            configuration.setPolicies(List.of(new NamedPolicy("gate", policy().replace("*.jar", "*/team/app"))));
            var verify = new VerifyStep();
            verify.setPolicy("gate");
            verify.setImage(image.toString());
            assertThatThrownBy(() -> build.verify(verify)).isInstanceOf(AbortException.class);
            for (var how : List.of("none", "cosign", "referrers")) {
                var step = new AttestStep();
                step.setCredentialsId("alice");
                step.setImage(image.toString());
                step.setAttach(how);
                var context = build.context();
                step.start(context).start();
                context.result();
                assertThat(build.verify(verify)).as(how).containsEntry("passed", true);
            }
            build.beginAnotherBuild();

            assertThat(build.verify(verify)).containsEntry("passed", true);
            registry.interceptor = exchange -> {
                StandInRegistry.refuse(exchange, 403, "DENIED", "no");
                return true;
            };
            assertThatThrownBy(() -> build.verify(verify))
                    .isInstanceOf(AbortException.class)
                    .hasMessageContaining("DENIED: no; the account may not do this");
        }
    }

    @Test
    void anArtifactThatIsNoFileIsNamedByItsDigest() throws Exception {
        attest("alice");
        var digest = DigestMap.ofContent("jar of App".getBytes(StandardCharsets.UTF_8))
                .value("sha256");
        var step = step();
        step.setSubjects("registry:5000/app.jar@sha256:" + digest.orElseThrow());

        assertThat(build.verify(step)).containsEntry("passed", true);

        step.setSubjects("../app.jar=sha256:" + "0".repeat(64));
        assertThatThrownBy(() -> build.verify(step)).isInstanceOf(AbortException.class);
        step.setSubjects("@sha256:" + digest.orElseThrow());
        assertThatThrownBy(() -> build.verify(step)).hasMessageContaining("needs a name");
    }

    @Test
    void anAttestationInABundleOfAnotherNameIsFoundByTheDigestOfTheArtifact() throws Exception {
        var step = new AttestStep();
        step.setCredentialsId("alice");
        step.setSubjects("app.jar");
        step.setBundle("all.intoto.jsonl");
        var context = build.context();
        step.start(context).start();
        context.result();

        assertThat(build.verify(step())).containsEntry("passed", true);
    }

    @Test
    void anArtifactWithoutItFailsTheBuildWithASentence() throws Exception {
        attest("bob");

        assertThatThrownBy(() -> build.verify(step()))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("app.jar")
                .hasMessageContaining("https://slsa.dev/provenance/v1");
        assertThat(archived("in-toto/gate.verification.json")).content().contains("\"passed\": false");
    }

    @Test
    void anArtifactThatWasChangedSinceHasNoAttestation() throws Exception {
        attest("alice");
        build.write("app.jar", "another jar");
        var step = step();
        step.setOnFailure("report");

        assertThat(build.verify(step))
                .containsEntry("passed", false)
                .extractingByKey("failures", list(String.class))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence).contains("app.jar"));
    }

    @Test
    void noAttestationAtAllSaysWhereItLooked() {
        assertThatThrownBy(() -> build.verify(step()))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("no attestation of these artifacts")
                .hasMessageContaining("bundleFile");
    }

    @Test
    void aBundleOfTheWorkspaceCounts() throws Exception {
        attest("alice");
        Files.move(archived("app.jar.intoto.jsonl"), build.workspace.resolve("copied.intoto.jsonl"));
        var step = step();
        step.setBundleFile("copied.intoto.jsonl");

        assertThat(build.verify(step)).containsEntry("passed", true);
    }

    @Test
    void aPolicyOfTheWorkspaceHoldsIfItIsSignedByTheGivenKeys() throws Exception {
        attest("alice");
        byte[] yaml = policy().getBytes(StandardCharsets.UTF_8);
        Files.write(build.workspace.resolve("gate.policy"), SignedPolicy.sign(yaml, List.of(BOB)));
        Files.write(build.workspace.resolve("plain.yaml"), yaml);
        var step = step();
        step.setPolicy(null);
        step.setPolicyFile("gate.policy");

        assertThatThrownBy(() -> build.verify(step)).hasMessageContaining("set policyKeys");
        step.setPolicyKeys(List.of("alice"));
        assertThatThrownBy(() -> build.verify(step)).hasMessageContaining("no valid signature");
        step.setPolicyKeys(List.of("bob"));
        assertThat(build.verify(step)).containsEntry("passed", true);
        step.setPolicyFile("plain.yaml");
        assertThatThrownBy(() -> build.verify(step)).hasMessageContaining("not signed");
    }

    @Test
    void aPolicyOfTheConfigurationWithKeysMustBeSignedByThem() throws Exception {
        attest("alice");
        var unsigned = new NamedPolicy("gate", policy());
        unsigned.setPolicyKeys(List.of(new TrustedKey("owner", publicPem(OWNER))));
        configuration.setPolicies(List.of(unsigned));
        assertThatThrownBy(() -> build.verify(step())).hasMessageContaining("not signed");

        byte[] envelope = SignedPolicy.sign(policy().getBytes(StandardCharsets.UTF_8), List.of(OWNER));
        var signed = new NamedPolicy("gate", new String(envelope, StandardCharsets.UTF_8));
        signed.setPolicyKeys(List.of(new TrustedKey("owner", publicPem(OWNER))));
        configuration.setPolicies(List.of(signed));
        assertThat(build.verify(step())).containsEntry("passed", true);
    }

    @Test
    void whatCannotBeVerifiedIsSaid() throws Exception {
        var unknown = step();
        unknown.setPolicy("gaet");
        assertThatThrownBy(() -> build.verify(unknown)).hasMessageContaining("there is no policy 'gaet'");
        var both = step();
        both.setLayout("release");
        assertThatThrownBy(() -> build.verify(both)).hasMessageContaining("not both");
        var nothing = step();
        nothing.setSubjects(null);
        assertThatThrownBy(() -> build.verify(nothing)).hasMessageContaining("set subjects");
    }

    @Test
    void whatCameOfItCanBeSignedAndAddedToTheBundle() throws Exception {
        attest("alice");
        var step = step();
        step.setSummaryCredentialsId("bob");
        build.verify(step);

        var lines = new ArrayList<BundleLine>();
        BundleReader.<Exception>forEachLine(archived("app.jar.intoto.jsonl"), JsonLimits.DEFAULT, lines::add);
        var message = lines.get(1).envelope().orElseThrow();
        assertThat(BOB.publicKey()
                        .verifiesAttestation(
                                message.signatures().get(0).value(),
                                message.preAuthenticationEncoding(),
                                Instant.now()))
                .isTrue();
        var summary = Statement.read(message.payload(), "summary", JsonLimits.DEFAULT);
        assertThat(summary.predicateType()).isEqualTo("https://slsa.dev/verification_summary/v1");
        assertThat(summary.predicate())
                .containsEntry("verificationResult", "PASSED")
                .containsEntry("verifier", Map.of("id", "http://jenkins.example/in-toto/verifier/v1"));
    }

    @Test
    void nothingIsPassedOverBecauseOfItsNameOrBecauseItIsALinkToElsewhere() throws Exception {
        attest("alice");
        build.write("dist/app.jar~", "by default excludes a backup");
        var backup = step();
        backup.setSubjects("app.jar, dist/**");
        assertThatThrownBy(() -> build.verify(backup)).hasMessageContaining("dist/app.jar~");

        Files.delete(build.workspace.resolve("dist/app.jar~"));
        Files.createSymbolicLink(build.workspace.resolve("dist/app.jar"), folder.resolve("elsewhere"));
        Files.writeString(folder.resolve("elsewhere"), "elsewhere");
        assertThatThrownBy(() -> build.verify(backup)).hasMessageContaining("a file cannot be looked at");
    }

    @Test
    void aPolicyOfTheBuildDoesNotPassForTheOneThatAnAdministratorHasEntered() throws Exception {
        attest("bob");
        var named = step();
        named.setOnFailure("report");
        build.verify(named);
        attest("alice");
        Files.write(
                build.workspace.resolve("gate"),
                SignedPolicy.sign(policy().getBytes(StandardCharsets.UTF_8), List.of(BOB)));
        var own = step();
        own.setPolicy(null);
        own.setPolicyFile("gate");
        own.setPolicyKeys(List.of("bob"));
        assertThat(build.verify(own)).containsEntry("passed", true);

        assertThat(build.action().getVerdict().isPassed()).isFalse();
        assertThat(build.action().getSummary()).contains("not verified against gate");
        own.setSummaryCredentialsId("bob");
        assertThatThrownBy(() -> build.verify(own))
                .hasMessageContaining("without a policy of the global configuration");
    }

    @Test
    void keysBesideTheNameOfAPolicyAreAMistake() {
        var step = step();
        step.setPolicyKeys(List.of("bob"));

        assertThatThrownBy(() -> build.verify(step))
                .hasMessageContaining("policyKeys has no effect without policyFile");
    }

    private RunPage page() {
        return (RunPage) build.action().getTarget();
    }

    @Test
    void thePageTellsWhatThePolicyExpectedAndWhatWasFound() throws Exception {
        attest("bob");
        var step = step();
        step.setOnFailure("report");
        build.verify(step);

        assertThat(page().getContent().getVerifications()).isEmpty();
        var verdict = page().getContent().getPolicyVerdicts().get(0);
        assertThat(verdict.getProblem()).isNull();
        assertThat(verdict.getSummary().getLayout()).isEqualTo("gate");
        assertThat(verdict.getFailures()).hasSize(1);
        assertThat(verdict.getExpectations()).singleElement().satisfies(expectation -> {
            assertThat(expectation.isMet()).isFalse();
            assertThat(expectation.getArtifact()).isEqualTo("app.jar");
            assertThat(expectation.getPredicateType()).isEqualTo("https://slsa.dev/provenance/v1");
            assertThat(expectation.getCandidates()).singleElement().satisfies(candidate -> {
                assertThat(candidate.getPlace()).isEqualTo("app #1: app.jar.intoto.jsonl:1");
                assertThat(page().getContent().address(candidate))
                        .isEqualTo(page().getAttestations().getFirst().get(0).getUrl());
            });
        });
    }

    @Test
    void thePageListsAttestationsAndTheSearchFindsThemInAllBuilds() throws Exception {
        build.jenkins.with((Object) new DigestIndex());
        attest("alice");
        var digest = page().getAttestations().getFirst().get(0).getSha256();
        build.beginAnotherBuild();
        build.write("app.jar", "jar of App");
        attest("bob");

        assertThat(page().getAttestations().getFirst()).singleElement().satisfies(attestation -> {
            assertThat(attestation.getArtifact()).isEqualTo("app.jar");
            assertThat(attestation.getPredicate()).isEqualTo("SLSA provenance");
            assertThat(attestation.getTime()).isNotNull();
            assertThat(digest).startsWith(attestation.getShortSha256().replace("…", ""));
            assertThat(attestation.getBundlePath()).isEqualTo("artifact/app.jar.intoto.jsonl");
            assertThat(attestation.getSigner().getName()).isEqualTo("bob");
            assertThat(attestation.getSigner().getShortId())
                    .isEqualTo(BOB.publicKey().keyId().shortForm());
        });
        assertThat(find(digest)).extracting(found -> found.getRun().getNumber()).containsExactly(2, 1);
        assertThat(find("0".repeat(64))).isEmpty();
    }

    private static List<ShownAttestation> find(String digest) throws IOException {
        return new RootPage().find(digest, null).getAttestations();
    }

    @Test
    void aBundleThatWasDiscardedIsToldApartOnBothPages() throws Exception {
        build.jenkins.with((Object) new DigestIndex());
        attest("alice");
        var digest = page().getAttestations().getFirst().get(0).getSha256();
        assertThat(page().getAttestations().getFirst()).allMatch(ShownAttestation::isArchived);
        assertThat(find(digest)).allMatch(ShownAttestation::isArchived);

        Files.delete(archived("app.jar.intoto.jsonl"));

        assertThat(page().getAttestations().getFirst()).hasSize(1).noneMatch(ShownAttestation::isArchived);
        assertThat(find(digest)).hasSize(1).noneMatch(ShownAttestation::isArchived);
    }
}
