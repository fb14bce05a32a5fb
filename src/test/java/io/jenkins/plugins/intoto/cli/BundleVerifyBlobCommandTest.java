package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.sigstore.SignedBundles;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import io.jenkins.plugins.intoto.engine.sigstore.StandInAuthority;
import io.jenkins.plugins.intoto.engine.sigstore.StandInLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.EdDSAParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleVerifyBlobCommandTest {
    private static final byte[] FILE = "the file\n".getBytes(StandardCharsets.UTF_8);
    private static final String ISSUER = "https://jenkins.example/oidc";
    private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private static SignedBundles bundles;

    @TempDir
    private Path directory;

    private Cli cli;

    @BeforeAll
    static void makeAuthorities() throws Exception {
        bundles = new SignedBundles();
    }

    @BeforeEach
    void writeFiles() throws Exception {
        cli = Cli.in(directory);
        Files.write(directory.resolve("app"), FILE);
        Files.writeString(directory.resolve("other"), "another file\n");
        Files.write(directory.resolve("root.json"), bundles.trust().toJson());
        Files.writeString(directory.resolve("alice.pub"), bundles.keyPem());
    }

    private static byte[] sha256(byte[] bytes) {
        return DigestAlgorithm.SHA256.newDigest().digest(bytes);
    }

    private static byte[] sign(KeyPair pair, byte[] message) throws Exception {
        var engine = Signature.getInstance("SHA256withECDSA");
        engine.initSign(pair.getPrivate());
        engine.update(message);
        return engine.sign();
    }

    private static Map<String, Object> messageSignature(byte[] signature, Optional<byte[]> digest) {
        var json = new HashMap<String, Object>(Map.of("signature", BASE64.encodeToString(signature)));
        digest.ifPresent(value ->
                json.put("messageDigest", Map.of("algorithm", "SHA2_256", "digest", BASE64.encodeToString(value))));
        return json;
    }

    private void write(String name, Map<String, Object> messageSignature, Map<String, Object> material)
            throws Exception {
        Files.write(
                directory.resolve(name),
                Json.compact(Map.of(
                        "mediaType",
                        MEDIA_TYPE,
                        "messageSignature",
                        messageSignature,
                        "verificationMaterial",
                        material)));
    }

    private static Map<String, Object> material(SigstoreBundle witnessed) throws Exception {
        return Json.parseObject(witnessed.toJson(), "b", JsonLimits.DEFAULT)
                .object("verificationMaterial")
                .asMap();
    }

    /** What a short-lived certificate signed, as cosign and sigstore-python write it with Rekor v2. */
    private void writeKeyless(String name, byte[] logged, Optional<byte[]> digest) throws Exception {
        var pair = StandInAuthority.ecKeys();
        var certificate = bundles.authority.signing(
                pair.getPublic(), SignedBundles.IDENTITY, SignedBundles.NOW, Optional.of(bundles.certificateLog));
        byte[] signature = sign(pair, FILE);
        var verifier = Map.<String, Object>of(
                "x509Certificate",
                Map.of("rawBytes", BASE64.encodeToString(certificate.getEncoded())),
                "keyDetails",
                "PKIX_ECDSA_P256_SHA_256");
        var witnessed = bundles.keyed()
                .withCertificate(certificate)
                .withTimestamp(bundles.tsa.stamp(signature, SignedBundles.NOW))
                .withEntry(bundles.log2.takeHash(sha256(logged), signature, verifier));
        write(name, messageSignature(signature, digest), material(witnessed));
    }

    private Cli.Result byIdentity(String file, String bundle, String identity, String issuer) {
        return cli.run(
                "bundle",
                "verify-blob",
                file,
                bundle,
                "--trusted-root",
                "root.json",
                "--certificate-identity",
                identity,
                "--certificate-oidc-issuer",
                issuer);
    }

    @Test
    void aFileIsVerifiedByTheIdentityOfItsSigner() throws Exception {
        writeKeyless("app.sigstore.json", FILE, Optional.of(sha256(FILE)));

        var result = byIdentity("app", "app.sigstore.json", SignedBundles.IDENTITY, ISSUER)
                .succeeded();

        assertThat(result.out())
                .contains("app: signed by https://jenkins.example/job/api (https://jenkins.example/oidc), seen at"
                        + " 2026-11-01T12:00:00Z");
    }

    @Test
    void anotherIdentityOrIssuerIsRefusedAndWhoSignedIsNamed() throws Exception {
        writeKeyless("app.sigstore.json", FILE, Optional.of(sha256(FILE)));

        assertThat(byIdentity("app", "app.sigstore.json", SignedBundles.IDENTITY + "/", ISSUER)
                        .failure())
                .contains(
                        "is signed by https://jenkins.example/job/api (https://jenkins.example/oidc), not by the identity"
                                + " that is asked for");
        assertThat(byIdentity("app", "app.sigstore.json", SignedBundles.IDENTITY, "https://other.example")
                        .failure())
                .contains("not by the identity that is asked for");
    }

    @Test
    void anotherFileIsRefusedWithOrWithoutItsDigestInTheBundle() throws Exception {
        writeKeyless("with.json", FILE, Optional.of(sha256(FILE)));
        writeKeyless("without.json", FILE, Optional.empty());

        assertThat(byIdentity("other", "with.json", SignedBundles.IDENTITY, ISSUER)
                        .failure())
                .endsWith("with.json: the bundle has the digest of another file");
        assertThat(byIdentity("other", "without.json", SignedBundles.IDENTITY, ISSUER)
                        .failure())
                .endsWith("the signature is not by the key of its certificate, or what it covers was changed");
        byIdentity("app", "without.json", SignedBundles.IDENTITY, ISSUER).succeeded();
    }

    @Test
    void aWrongDigestIsRefusedThoughTheSignatureIsRight() throws Exception {
        writeKeyless("app.sigstore.json", FILE, Optional.of(sha256(new byte[1])));

        assertThat(byIdentity("app", "app.sigstore.json", SignedBundles.IDENTITY, ISSUER)
                        .failure())
                .endsWith("the bundle has the digest of another file");
    }

    @Test
    void aLogEntryOfAnotherFileIsRefused() throws Exception {
        writeKeyless("app.sigstore.json", new byte[1], Optional.of(sha256(FILE)));

        assertThat(byIdentity("app", "app.sigstore.json", SignedBundles.IDENTITY, ISSUER)
                        .failure())
                .endsWith("the log entry is of another signature or signer");
    }

    @Test
    void aSignatureByAKeyIsVerifiedWithThatKeyOnly() throws Exception {
        cli.run("keygen", "-t", "ed25519", "bob").succeeded();
        var pair = StandInAuthority.ecKeys();
        Files.writeString(
                directory.resolve("carol.pub"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + BASE64.encodeToString(pair.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n");
        write(
                "app.sigstore.json",
                messageSignature(sign(pair, FILE), Optional.of(sha256(FILE))),
                Map.of("publicKey", Map.of("hint", "whose"), "tlogEntries", List.of()));

        assertThat(cli.run("bundle", "verify-blob", "app", "app.sigstore.json", "-k", "bob.pub", "carol.pub")
                        .succeeded()
                        .out())
                .contains("app: signed by carol.pub (");
        assertThat(cli.run("bundle", "verify-blob", "app", "app.sigstore.json", "-k", "bob.pub")
                        .failure())
                .endsWith("no trusted key made the signature, or what it covers was changed");
        assertThat(byIdentity("app", "app.sigstore.json", SignedBundles.IDENTITY, ISSUER)
                        .failure())
                .endsWith("no trusted key made the signature, or what it covers was changed");
    }

    @Test
    void ed25519SignsAFileOrItsSha512() throws Exception {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.writeString(
                directory.resolve("ed.pub"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + BASE64.encodeToString(pair.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n");
        byte[] sha512 = DigestAlgorithm.SHA512.newDigest().digest(FILE);
        for (boolean prehashed : List.of(false, true)) {
            var engine = Signature.getInstance("Ed25519");
            engine.setParameter(new EdDSAParameterSpec(prehashed));
            engine.initSign(pair.getPrivate());
            engine.update(FILE);
            byte[] signature = engine.sign();
            var entry = bundles.log2.takeHash(
                    sha512, signature, StandInLog.keyVerifier(pair.getPublic().getEncoded()));
            write(
                    "app.sigstore.json",
                    messageSignature(signature, Optional.empty()),
                    material(bundles.keyed().withEntry(entry)));

            cli.run("bundle", "verify-blob", "app", "app.sigstore.json", "-k", "ed.pub", "--trusted-root", "root.json")
                    .succeeded();
            assertThat(cli.run("bundle", "verify-blob", "other", "app.sigstore.json", "-k", "ed.pub")
                            .failure())
                    .endsWith("no trusted key made the signature, or what it covers was changed");
        }
    }

    @Test
    void attestationsAreVerifiedByPolicies() throws Exception {
        Files.write(directory.resolve("a.json"), bundles.keyed().toJson());

        assertThat(cli.run("bundle", "verify-blob", "app", "a.json", "-k", "alice.pub")
                        .failure())
                .endsWith("a.json: is a bundle of an attestation, not of the signature of a file");
    }

    @Test
    void theFileMustBeThere() throws Exception {
        writeKeyless("app.sigstore.json", FILE, Optional.of(sha256(FILE)));

        assertThat(byIdentity("missing", "app.sigstore.json", SignedBundles.IDENTITY, ISSUER)
                        .failure())
                .endsWith("missing: no such file");
    }

    @Test
    void eitherKeysOrAnIdentityWithATrustedRootAreNeeded() {
        assertThat(cli.run("bundle", "verify-blob", "app", "b.json").usageError())
                .contains("give either --verification-keys or --certificate-identity");
        assertThat(cli.run(
                                "bundle",
                                "verify-blob",
                                "app",
                                "b.json",
                                "--certificate-identity",
                                "a",
                                "--certificate-oidc-issuer",
                                "b")
                        .usageError())
                .contains("--certificate-identity needs --trusted-root");
        assertThat(cli.run("bundle", "verify-blob", "app", "b.json", "--certificate-identity", "a")
                        .usageError())
                .contains("--certificate-identity and --certificate-oidc-issuer need each other");
        assertThat(cli.run("bundle", "verify-blob", "app", "-k", "alice.pub").usageError())
                .contains("BUNDLE");
    }
}
