package io.jenkins.plugins.intoto.remote;

import static io.jenkins.plugins.intoto.sigstore.SignedBundles.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.intoto.envelope.SignedMessage;
import io.jenkins.plugins.intoto.json.Json;
import io.jenkins.plugins.intoto.json.JsonLimits;
import io.jenkins.plugins.intoto.key.EcCurve;
import io.jenkins.plugins.intoto.key.KeyGenerator;
import io.jenkins.plugins.intoto.key.SigningKey;
import io.jenkins.plugins.intoto.remote.RemoteFailureException.Kind;
import io.jenkins.plugins.intoto.remote.StandInServer.Answer;
import io.jenkins.plugins.intoto.sigstore.SignatureRequirements;
import io.jenkins.plugins.intoto.sigstore.SignatureVerification;
import io.jenkins.plugins.intoto.sigstore.SignedBundles;
import io.jenkins.plugins.intoto.sigstore.SignerIdentity.Certificate;
import io.jenkins.plugins.intoto.sigstore.SigstoreBundle;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RemoteServicesTest {
    private static final RemoteCalls CALLS =
            RemoteCalls.direct().within(Duration.ofSeconds(30), 1, Duration.ofMillis(1));
    private static final String TOKEN = "e30.secret.e30";

    private static SignedBundles bundles;

    @BeforeAll
    static void sign() throws Exception {
        bundles = new SignedBundles();
    }

    private static SigstoreBundle signed(SigningKey key) throws Exception {
        return SigstoreBundle.of(
                SignedMessage.sign(SignedMessage.STATEMENT_TYPE, SignedBundles.statement(), key.forAttestations()));
    }

    private static SignatureVerification by(SigningKey key, int times, int entries) throws Exception {
        return SignatureVerification.of(
                        List.of(key.publicKey()), bundles.trust().read())
                .requiringOfKeys(new SignatureRequirements(times, entries, 0));
    }

    private static Answer ok(String text) {
        return new Answer(200, text.getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked")
    private static Answer log(byte[] body) throws Exception {
        var request = Json.parseObject(body, "request", JsonLimits.DEFAULT).object("hashedRekordRequestV002");
        var signature = request.object("signature");
        var entry = bundles.log2.takeHash(
                Base64.getDecoder().decode(request.string("digest")),
                Base64.getDecoder().decode(signature.string("content")),
                (Map<String, Object>) signature.asMap().get("verifier"));
        // as it stands in a bundle
        var bundle = Json.parseObject(bundles.keyed().withEntry(entry).toJson(), "b", JsonLimits.DEFAULT);
        var json = bundle.object("verificationMaterial").objects("tlogEntries").get(0);
        return new Answer(201, Json.compact(json.asMap()));
    }

    private static Answer certify(byte[] body, boolean forAnotherKey) throws Exception {
        var request = Json.parseObject(body, "request", JsonLimits.DEFAULT);
        if (!request.object("credentials").string("oidcIdentityToken").equals(TOKEN)) {
            return new Answer(401, "unknown token".getBytes(StandardCharsets.UTF_8));
        }
        var pem = new String(
                Base64.getDecoder().decode(request.string("certificateSigningRequest")), StandardCharsets.US_ASCII);
        var asked = (PKCS10CertificationRequest) new PEMParser(new StringReader(pem)).readObject();
        var key = new JcaPKCS10CertificationRequest(asked).getPublicKey();
        assertThat(asked.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key)))
                .isTrue();
        var certificate = bundles.authority.signing(
                forAnotherKey
                        ? io.jenkins.plugins.intoto.sigstore.StandInAuthority.ecKeys()
                                .getPublic()
                        : key,
                SignedBundles.IDENTITY,
                NOW,
                Optional.of(bundles.certificateLog));
        var chain = List.of(pem(certificate), pem(bundles.authority.intermediate), pem(bundles.authority.root));
        return new Answer(
                201,
                Json.compact(Map.of("signedCertificateEmbeddedSct", Map.of("chain", Map.of("certificates", chain)))));
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    @Test
    void anAuthorityStampsASignature() throws Exception {
        try (var server = new StandInServer((path, body) -> new Answer(200, bundles.tsa.respond(body, NOW)))) {
            var stamped = new TimestampClient(server.uri(), CALLS).timestamp(bundles.keyed());

            assertThat(by(bundles.key, 1, 0).verify(stamped, NOW).observedTimes())
                    .containsExactly(NOW);
        }
    }

    @Test
    void aTimestampOfAnotherRequestIsRefused() throws Exception {
        byte[] other = bundles.tsa.stamp(new byte[] {1}, NOW);
        try (var server = new StandInServer((path, body) -> new Answer(200, other))) {
            var client = new TimestampClient(server.uri(), CALLS);

            var failure = catchThrowableOfType(RemoteFailureException.class, () -> client.timestamp(new byte[] {1}));

            assertThat(failure.kind()).isEqualTo(Kind.UNUSABLE_ANSWER);
            assertThat(failure).hasMessageEndingWith("the timestamp is not of what was sent");
        }
    }

    @Test
    void aPageInsteadOfATimestampIsRefused() throws Exception {
        try (var server = new StandInServer((path, body) -> ok("<html>Log in</html>"))) {
            var client = new TimestampClient(server.uri(), CALLS);

            var failure = catchThrowableOfType(RemoteFailureException.class, () -> client.timestamp(new byte[] {1}));

            assertThat(failure).hasMessageEndingWith("the answer is not a timestamp response of RFC 3161");
        }
    }

    @Test
    void aLogTakesSignaturesOfAllKeysThatItKnows() throws Exception {
        try (var server = new StandInServer((path, body) -> log(body))) {
            for (var key : List.of(
                    KeyGenerator.ecdsa(EcCurve.P256), KeyGenerator.ecdsa(EcCurve.P384), KeyGenerator.rsa(2048))) {
                var client = new RekorClient(server.uri(), CALLS);

                var logged = client.log(signed(key), key.publicKey());

                by(key, 0, 1).verify(logged, NOW);
            }
            assertThat(server.requests).containsOnly("POST /api/v2/log/entries");
        }
    }

    @Test
    void aLogTakesNoSignaturesByEd25519() throws Exception {
        var key = KeyGenerator.ed25519();
        try (var server = new StandInServer((path, body) -> log(body))) {
            var client = new RekorClient(server.uri(), CALLS);
            var bundle = signed(key);

            var failure = catchThrowableOfType(RemoteFailureException.class, () -> client.log(bundle, key.publicKey()));

            assertThat(failure).hasMessageEndingWith("Rekor v2 takes no signatures by ed25519 keys");
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void anAnswerThatIsNoEntryIsRefused() throws Exception {
        try (var server = new StandInServer((path, body) -> ok("{\"logIndex\":1}"))) {
            var client = new RekorClient(server.uri(), CALLS);
            var bundle = bundles.keyed();

            var failure = catchThrowableOfType(
                    RemoteFailureException.class, () -> client.log(bundle, bundles.key.publicKey()));

            assertThat(failure.kind()).isEqualTo(Kind.UNUSABLE_ANSWER);
            assertThat(failure).hasMessageEndingWith("the answer is no log entry: has no \"logId\"");
        }
    }

    @Test
    void aTokenIsEnoughToSign() throws Exception {
        try (var server = new StandInServer((path, body) -> switch (path) {
            case "/fulcio/api/v2/signingCert" -> certify(body, false);
            case "/rekor/api/v2/log/entries" -> log(body);
            default -> new Answer(200, bundles.tsa.respond(body, NOW));
        })) {
            var signing = new KeylessSigning(
                    new FulcioClient(server.uri().resolve("/fulcio/"), CALLS),
                    Optional.of(new TimestampClient(server.uri().resolve("/tsa"), CALLS)),
                    Optional.of(new RekorClient(server.uri().resolve("/rekor"), CALLS)));

            var bundle = signing.sign(SignedMessage.STATEMENT_TYPE, SignedBundles.statement(), TOKEN);

            var verified =
                    SignatureVerification.of(List.of(), bundles.trust().read()).verify(bundle, NOW.plusSeconds(86400));
            assertThat(((Certificate) verified.signer()).uris()).containsExactly(SignedBundles.IDENTITY);
        }
    }

    @Test
    void aRefusedTokenIsNotTold() throws Exception {
        try (var server = new StandInServer((path, body) -> certify(body, false))) {
            var client = new FulcioClient(server.uri(), CALLS);

            var failure = catchThrowableOfType(
                    RemoteFailureException.class,
                    () -> client.certify(KeyGenerator.ecdsa(EcCurve.P256), "wrong-secret"));

            assertThat(failure).hasMessageEndingWith("answered with status 401: unknown token");
            assertThat(failure.getMessage()).doesNotContain("wrong-secret");
        }
    }

    @Test
    void aTokenInAnAnswerIsNotToldEither() throws Exception {
        try (var server = new StandInServer(
                (path, body) -> new Answer(400, ("bad token " + TOKEN).getBytes(StandardCharsets.UTF_8)))) {
            var client = new FulcioClient(server.uri(), CALLS);

            var failure = catchThrowableOfType(
                    RemoteFailureException.class, () -> client.certify(KeyGenerator.ecdsa(EcCurve.P256), TOKEN));

            assertThat(failure).hasMessageEndingWith("answered with status 400: bad token \u2026");
        }
    }

    @Test
    void aCertificateOfAnotherKeyIsRefused() throws Exception {
        try (var server = new StandInServer((path, body) -> certify(body, true))) {
            var client = new FulcioClient(server.uri(), CALLS);

            var failure = catchThrowableOfType(
                    RemoteFailureException.class, () -> client.certify(KeyGenerator.ecdsa(EcCurve.P256), TOKEN));

            assertThat(failure).hasMessageEndingWith("the answer has no certificate of the key that was sent");
        }
    }
}
