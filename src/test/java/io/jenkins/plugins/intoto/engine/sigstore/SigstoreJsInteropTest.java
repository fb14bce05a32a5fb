package io.jenkins.plugins.intoto.engine.sigstore;

import static io.jenkins.plugins.intoto.engine.sigstore.SignedBundles.altered;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.SigstoreJs;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.sigstore.SignerIdentity.Certificate;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles that Sigstore's own JavaScript packages verify and sign. */
@RequiresTool(Tool.NODE)
class SigstoreJsInteropTest {
    @TempDir
    static Path directory;

    private static SignedBundles bundles;

    @BeforeAll
    static void findPackages() throws Exception {
        bundles = new SignedBundles();
        Files.write(directory.resolve("root.json"), bundles.trust().toJson());
        Files.writeString(directory.resolve("key.pem"), bundles.keyPem());
    }

    /** What {@code @sigstore/verify} says of a bundle of which it asks for so many entries, times and promises. */
    private static String verify(SigstoreBundle bundle, SignatureRequirements required, Optional<Path> key)
            throws Exception {
        var file = Files.write(directory.resolve("bundle.json"), bundle.toJson());
        return SigstoreJs.verdict(
                file,
                directory.resolve("root.json"),
                required.logEntries(),
                required.times(),
                required.certificateTimestamps(),
                key);
    }

    private static String verifyByKey(SigstoreBundle bundle, int times, int entries) throws Exception {
        return verify(bundle, new SignatureRequirements(times, entries, 0), Optional.of(directory.resolve("key.pem")));
    }

    private static String otherPayload() {
        return Base64.getEncoder()
                .encodeToString(new String(SignedBundles.statement(), StandardCharsets.UTF_8)
                        .replace("app.jar", "bad.jar")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static SigstoreBundle tampered(SigstoreBundle bundle) throws Exception {
        return altered(bundle, Base64.getEncoder().encodeToString(SignedBundles.statement()), otherPayload());
    }

    @Test
    void signaturesByKeysOfAllKindsAreAccepted() throws Exception {
        for (SigningKey key :
                List.of(KeyGenerator.ecdsa(EcCurve.P256), KeyGenerator.ed25519(), KeyGenerator.rsa(2048))) {
            var message =
                    DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, SignedBundles.statement(), key.forAttestations());
            // Ed25519 keys are hexadecimal in in-toto's own files
            var pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(key.publicKey().encoded())
                    + "\n-----END PUBLIC KEY-----\n";
            var file = Files.writeString(directory.resolve("other.pem"), pem);

            assertThat(verify(SigstoreBundle.of(message), SignatureRequirements.NOTHING, Optional.of(file)))
                    .as(key.toString())
                    .isEqualTo("accepted key");
        }
    }

    @Test
    void timestampsAreAccepted() throws Exception {
        assertThat(verifyByKey(bundles.stamped(), 1, 0)).isEqualTo("accepted key");
        assertThat(verifyByKey(bundles.keyed(), 1, 0)).startsWith("refused TIMESTAMP_ERROR");
    }

    @Test
    void entriesOfRekor1AreAccepted() throws Exception {
        assertThat(verifyByKey(bundles.loggedV1(), 1, 1)).isEqualTo("accepted key");
    }

    @Test
    void entriesOfRekor2AreAccepted() throws Exception {
        assertThat(verifyByKey(bundles.loggedV2(), 1, 1)).isEqualTo("accepted key");
    }

    @Test
    void bundlesWithACertificateAreAccepted() throws Exception {
        assertThat(verify(bundles.keyless(), SignatureRequirements.SIGSTORE, Optional.empty()))
                .isEqualTo("accepted " + SignedBundles.IDENTITY);
    }

    @Test
    void whatWasTamperedWithIsRefusedByBoth() throws Exception {
        var byKey = SignatureVerification.of(
                List.of(bundles.key.publicKey()), bundles.trust().read());
        for (var bundle : List.of(bundles.keyed(), bundles.stamped(), bundles.loggedV1(), bundles.loggedV2())) {
            var other = tampered(bundle);

            assertThat(verifyByKey(other, 0, 0)).startsWith("refused ");
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> byKey.verify(other, SignedBundles.NOW)))
                    .isInstanceOf(RefusedSignatureException.class);
        }
        assertThat(verify(tampered(bundles.keyless()), SignatureRequirements.SIGSTORE, Optional.empty()))
                .startsWith("refused ");
    }

    @Test
    void entriesOfAnotherSignatureAreRefused() throws Exception {
        var bundle = bundles.stamped();
        var entry = bundles.log2.takeHash(
                bundles.keyed().envelope(),
                StandInLog.keyVerifier(bundles.key.publicKey().encoded()));

        assertThat(verifyByKey(bundle.withEntry(entry), 1, 1)).startsWith("refused TLOG_BODY_ERROR");
    }

    @Test
    @RequiresTool(Tool.OPENSSL)
    void timestampsByOpensslAreAccepted() throws Exception {
        var tsa = new OpensslTsa(Files.createDirectory(directory.resolve("tsa")));
        var bundle = bundles.keyed();
        var stamped = bundle.withTimestamp(tsa.respond(TimestampToken.request(SignedBundles.signature(bundle))));
        Files.write(
                directory.resolve("root.json"),
                bundles.trust().timestamps(tsa.chain()).toJson());
        try {
            assertThat(verifyByKey(stamped, 1, 0)).isEqualTo("accepted key");
        } finally {
            Files.write(directory.resolve("root.json"), bundles.trust().toJson());
        }
    }

    /** Has {@code @sigstore/sign} sign a statement, and gives what it made to our verification. */
    private static VerifiedSignature signedByOthers(TrustedRoot more, String witness) throws Exception {
        var work = Files.createTempDirectory(directory, "sign");
        Files.write(work.resolve("statement.json"), SignedBundles.statement());
        InteropTools.run("node", "src/test/node/sign.js", Tool.packagesOfNode().toString(), work.toString(), witness)
                .succeeded();
        var bundle =
                SigstoreBundle.read(Files.readAllBytes(work.resolve("bundle.json")), "bundle.json", JsonLimits.DEFAULT);
        var root = TrustedRoot.read(
                Files.readAllBytes(work.resolve("trusted_root.json")), "trusted_root.json", JsonLimits.DEFAULT);

        assertThat(bundle.envelope().payload()).isEqualTo(SignedBundles.statement());
        return SignatureVerification.of(List.of(), root.and(more))
                .requiring(new SignatureRequirements(1, witness.equals("rekor") ? 1 : 0, 1))
                .verify(bundle, Instant.now());
    }

    private static void assertIdentity(VerifiedSignature verified) {
        var signer = (Certificate) verified.signer();
        assertThat(signer.uris()).containsExactly("https://jenkins.example/job/api");
        assertThat(signer.issuer()).contains("https://jenkins.example/oidc");
    }

    @Test
    void bundlesThatOthersSignedAndLoggedAreAccepted() throws Exception {
        assertIdentity(signedByOthers(TrustedRoot.NONE, "rekor"));
    }

    @Test
    void bundlesThatOthersSignedAndStampedAreAccepted() throws Exception {
        var tsa = new StandInTsa("tsa");
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/timestamp", exchange -> stamp(exchange, tsa));
        server.start();
        try {
            var url = "http://127.0.0.1:" + server.getAddress().getPort();

            assertIdentity(signedByOthers(TrustedRoot.NONE.withTimestampAuthority(tsa.chain()), url));
        } finally {
            server.stop(0);
        }
    }

    /** Answers a request in JSON, which Sigstore's own timestamp authority knows besides RFC 3161's. */
    private static void stamp(HttpExchange exchange, StandInTsa tsa) throws IOException {
        try (exchange) {
            var request = Json.parseObject(exchange.getRequestBody().readAllBytes(), "request", JsonLimits.DEFAULT);
            var generator = new TimeStampRequestGenerator();
            generator.setCertReq(true);
            byte[] digest = Base64.getDecoder().decode(request.string("artifactHash"));
            byte[] der = generator
                    .generate(NISTObjectIdentifiers.id_sha256, digest, BigInteger.ONE)
                    .getEncoded();
            byte[] response = tsa.respond(der, Instant.now());
            exchange.sendResponseHeaders(201, response.length);
            exchange.getResponseBody().write(response);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
