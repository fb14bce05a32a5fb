package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.policy.source.MalformedPolicyException;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyReader;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes attestations about one artifact, and verifies bundles of them. */
public final class Attestations {
    /** The time of all verifications; the certificates of the tests are valid then. */
    public static final Instant NOW = Instant.parse("2027-01-15T12:00:00Z");

    public static final DigestMap DIGESTS = DigestMap.of(Map.of("sha256", "a".repeat(64), "sha512", "b".repeat(128)));
    public static final PolicySubject ARTIFACT = new PolicySubject("api-1.4.2.tar.gz", DIGESTS);
    public static final String BUILDER = "https://jenkins.acme.example/in-toto/builders/static-agents/v1";
    public static final String PROVENANCE = "https://slsa.dev/provenance/v1";
    public static final String VULNERABILITIES = "https://in-toto.io/attestation/vulns/v0.2";
    public static final String CYCLONEDX = "https://cyclonedx.org/bom";

    /** Keys are expensive to make, so the tests share some. */
    public static final SigningKey ALICE = KeyGenerator.ed25519();

    public static final SigningKey BOB = KeyGenerator.ecdsa(EcCurve.P256);
    public static final SigningKey MALLORY = KeyGenerator.ed25519();

    private Attestations() {}

    /** Signs something into a line of a bundle. */
    interface LineSigner {
        byte[] sign(byte[] statement) throws Exception;
    }

    public static LineSigner by(SigningKey key) {
        return statement -> DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, statement, key.forAttestations())
                .toJson();
    }

    /** Signs with a key and a certificate of the test resources, as a Sigstore bundle. */
    public static LineSigner certified(String name) {
        return statement -> {
            var key = KeyFiles.readPrivate(resource(name + ".key.pem"), PassphraseSource.NONE);
            var message = DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, statement, key.forAttestations());
            return SigstoreBundle.of(message).withCertificate(certificate(name)).toJson();
        };
    }

    public static X509Certificate certificate(String name) throws Exception {
        var pem = new ByteArrayInputStream(Files.readAllBytes(resource(name + ".pem")));
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }

    public static Path resource(String name) {
        return Path.of("src/test/resources/policy", name);
    }

    public static byte[] line(String predicateType, Map<String, Object> predicate, LineSigner signer) throws Exception {
        return line(ResourceDescriptor.of("api.tar.gz", DIGESTS), predicateType, predicate, signer);
    }

    public static byte[] line(
            ResourceDescriptor subject, String predicateType, Map<String, Object> predicate, LineSigner signer)
            throws Exception {
        return signer.sign(
                Statement.of(List.of(subject), predicateType, predicate).toJson());
    }

    public static Map<String, Object> provenance(Instant finished, String builder) {
        var source =
                Map.of("uri", "git+https://git.acme.example/api.git", "digest", Map.of("gitCommit", "a".repeat(40)));
        return provenance(finished, builder, Map.of("job", "api", "source", source));
    }

    public static Map<String, Object> provenance(Instant finished, String builder, Map<String, Object> parameters) {
        return Map.of(
                "buildDefinition",
                Map.of("buildType", "https://example.com/build/v1", "externalParameters", parameters),
                "runDetails",
                Map.of("builder", Map.of("id", builder), "metadata", Map.of("finishedOn", finished.toString())));
    }

    public static Map<String, Object> provenance() {
        return provenance(ago(1), BUILDER);
    }

    public static Map<String, Object> sbom(String specVersion) {
        return Map.of("bomFormat", "CycloneDX", "specVersion", specVersion, "version", 1L, "components", List.of());
    }

    public static Map<String, Object> vulnerabilities(Instant finished) {
        return Map.of(
                "scanner",
                Map.of(
                        "uri",
                        "https://trivy.dev",
                        "version",
                        "0.60",
                        "db",
                        Map.of("uri", "https://db.example", "version", "1", "lastUpdate", finished.toString()),
                        "result",
                        List.of()),
                "metadata",
                Map.of("scanStartedOn", finished.toString(), "scanFinishedOn", finished.toString()));
    }

    public static Instant ago(int days) {
        return NOW.minus(Duration.ofDays(days));
    }

    /** A policy that expects one predicate of ALICE ({@code alice}), BOB ({@code bob}), or both. */
    public static String expecting(String expectation) {
        return "expires: 2028-01-01T00:00:00Z\nfunctionaries:\n" + functionary("alice", ALICE)
                + functionary("bob", BOB) + "subjects:\n  - subject: ['api-*']\n    expectedPredicates:\n"
                + expectation.indent(6);
    }

    public static String functionary(String name, SigningKey key) {
        return "  " + name + ":\n    keyType: " + key.publicKey().keytype() + "\n    keyVal:\n      public: |\n"
                + key.publicKey().publicValue().indent(8);
    }

    public static Policy policy(String yaml) throws MalformedPolicyException {
        return PolicyReader.read(yaml.getBytes(StandardCharsets.UTF_8), "policy.yaml");
    }

    public static PolicyVerdict verify(String yaml, byte[]... lines) throws Exception {
        return verify(policy(yaml), List.of(lines));
    }

    public static PolicyVerdict verify(Policy policy, List<byte[]> lines) throws Exception {
        return verify(policy, lines, List.of(ARTIFACT));
    }

    public static PolicyVerdict verify(Policy policy, List<byte[]> lines, List<PolicySubject> subjects)
            throws Exception {
        return verify(policy, bundle(lines), subjects, NOW);
    }

    public static PolicyVerdict verify(Policy policy, byte[] bundle, List<PolicySubject> subjects, Instant now)
            throws Exception {
        var open = new PolicyVerifier.OpenBundle("b.jsonl", () -> new ByteArrayInputStream(bundle));
        return PolicyVerifier.verify(
                policy, List.of(open), subjects, now, BundleReader.DEFAULT_LIMITS, PolicyVerifier.Extent.NEEDED);
    }

    public static byte[] bundle(List<byte[]> lines) {
        var out = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            out.writeBytes(line);
            out.write('\n');
        }
        return out.toByteArray();
    }

    /** The first reason why something was not accepted for the only expectation. */
    public static Candidate candidate(PolicyVerdict verdict) {
        return new ArrayList<>(verdict.artifacts().get(0).expectations().get(0).candidates()).get(0);
    }
}
