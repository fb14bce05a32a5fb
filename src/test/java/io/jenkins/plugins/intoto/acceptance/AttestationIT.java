package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.policy.source.SignedPolicy;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attesting artifacts and verifying them against a policy. */
@AcceptanceTest
class AttestationIT {
    private static final String SBOM =
            "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.7\",\"version\":1,\"components\":[]}";

    private final RemoteJenkins jenkins;
    private final SigningKey key = KeyGenerator.ecdsa(EcCurve.P256);
    private final SigningKey owner = KeyGenerator.ecdsa(EcCurve.P256);
    private final String keyId = RemoteJenkins.name("attesting");
    private final String ownerId = RemoteJenkins.name("policy-owner");

    AttestationIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @BeforeEach
    void enterKeys() throws Exception {
        jenkins.signingKey(keyId, new String(KeyFileWriter.privatePem(key), StandardCharsets.US_ASCII));
        jenkins.secretText(ownerId, pem(owner));
    }

    private static String pem(SigningKey key) {
        return new String(KeyFileWriter.publicPem(key.publicKey()), StandardCharsets.US_ASCII);
    }

    private String signedPolicy() throws Exception {
        var yaml = """
                expires: "%s"
                functionaries:
                  ci:
                    keyType: ecdsa
                    scheme: ecdsa-sha2-nistp256
                    keyVal:
                      public: |
                %s
                subjects:
                  - subject: ["target/*.jar"]
                    expectedPredicates:
                      - predicateType: https://slsa.dev/provenance/v1
                        functionaries: [ci]
                        freshness: {maxAge: 90d}
                      - predicateType: https://cyclonedx.org/bom
                        functionaries: [ci]
                        expectedAttributes: [{rule: "predicate.specVersion == '1.7'"}]
                """.formatted(
                        Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS),
                        pem(key).strip().indent(10));
        return new String(
                SignedPolicy.sign(yaml.getBytes(StandardCharsets.UTF_8), List.of(owner)), StandardCharsets.US_ASCII);
    }

    private Job.Build run(String between) throws Exception {
        return jenkins.pipeline(
                        RemoteJenkins.name("attestation"), """
                        node {
                          deleteDir()
                          sh 'mkdir target; echo jar > target/app.jar'
                          writeFile file: 'bom.json', text: '%s'
                          writeFile file: 'gate.policy', text: '%s'
                          inTotoAttest subjects: 'target/*.jar', credentialsId: '%s'
                          inTotoAttest predicate: 'sbom', predicateFile: 'bom.json', subjects: 'target/*.jar', credentialsId: '%3$s'
                          %s
                          inTotoVerify policyFile: 'gate.policy', policyKeys: ['%s'], subjects: 'target/*.jar'
                        }
                        """.formatted(SBOM, signedPolicy(), keyId, between, ownerId))
                .run();
    }

    @Test
    void anArtifactWithWhatThePolicyExpectsPasses() throws Exception {
        var build = run("");

        assertThat(build.log())
                .contains(
                        "[in-toto] PASSED: 1 artifact verified against gate.policy (file of the build), 2 expectations met")
                .endsWith("Finished: SUCCESS\n");
        var line = new String(build.artifact("target/app.jar.intoto.jsonl"), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElseThrow();
        var message = DsseEnvelope.read(line.getBytes(StandardCharsets.UTF_8), "line", JsonLimits.DEFAULT);
        assertThat(key.publicKey()
                        .verifiesAttestation(
                                message.signatures().get(0).value(),
                                message.preAuthenticationEncoding(),
                                Instant.now()))
                .isTrue();
        assertThat(Statement.read(message.payload(), "line", JsonLimits.DEFAULT).predicateType())
                .isEqualTo("https://slsa.dev/provenance/v1");
        assertThat(jenkins.get(build.path() + "in-toto/").text())
                .contains(
                        "SLSA provenance",
                        "CycloneDX bill of materials",
                        "Artifacts verified against gate.policy (file of the build)");
    }

    @Test
    void anArtifactThatWasChangedSinceFails() throws Exception {
        var build = run("sh 'echo slipped in >> target/app.jar'");

        assertThat(build.log())
                .contains("artifact 'target/app.jar': no attestation https://slsa.dev/provenance/v1 by ci counts")
                .endsWith("Finished: FAILURE\n");
    }

    @Test
    void provenanceThatAJobSuppliesIsNotSigned() throws Exception {
        var build = run("inTotoAttest predicateType: 'https://slsa.dev/provenance/v1', subjects: 'target/*.jar',"
                + " credentialsId: '" + keyId + "', predicate: [buildDefinition: [buildType: 'https://example.com/b',"
                + " externalParameters: [a: 1]], runDetails: [builder: [id: 'https://example.com/b']]]");

        assertThat(build.log())
                .contains("'supplied:https://slsa.dev/provenance/v1'")
                .endsWith("Finished: FAILURE\n");
    }
}
