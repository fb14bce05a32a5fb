package io.jenkins.plugins.intoto.engine.remote;

import static io.jenkins.plugins.intoto.engine.sigstore.SignedBundles.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import io.jenkins.plugins.intoto.engine.remote.StandInServer.Answer;
import io.jenkins.plugins.intoto.engine.sigstore.SignatureRequirements;
import io.jenkins.plugins.intoto.engine.sigstore.SignatureVerification;
import io.jenkins.plugins.intoto.engine.sigstore.SignedBundles;
import io.jenkins.plugins.intoto.engine.sigstore.SignerIdentity.Certificate;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RemoteServicesTest {
    private static final RemoteCalls CALLS =
            RemoteCalls.direct().within(Duration.ofSeconds(30), 1, Duration.ofMillis(1));

    private static SignedBundles bundles;
    private static StandInSigstore services;

    @BeforeAll
    static void sign() throws Exception {
        bundles = new SignedBundles();
        services = new StandInSigstore(bundles, NOW);
    }

    private static SigstoreBundle signed(SigningKey key) throws Exception {
        return SigstoreBundle.of(
                DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, SignedBundles.statement(), key.forAttestations()));
    }

    private static SignatureVerification by(SigningKey key, int times, int entries) throws Exception {
        return SignatureVerification.of(
                        List.of(key.publicKey()), bundles.trust().read())
                .requiring(new SignatureRequirements(times, entries, 0));
    }

    private static Answer ok(String text) {
        return new Answer(200, text.getBytes(StandardCharsets.UTF_8));
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
        try (var server = new StandInServer((path, body) -> services.log(body))) {
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
        try (var server = new StandInServer((path, body) -> services.log(body))) {
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
            assertThat(failure).hasMessageEndingWith("the answer is not a log entry: has no \"logId\"");
        }
    }

    @Test
    void aTokenIsEnoughToSign() throws Exception {
        try (var server = new StandInServer(services::answer)) {
            var signing = new KeylessSigning(
                    new FulcioClient(server.uri().resolve("/fulcio/"), CALLS),
                    Optional.of(new TimestampClient(server.uri().resolve("/tsa"), CALLS)),
                    Optional.of(new RekorClient(server.uri().resolve("/rekor"), CALLS)));

            var bundle = signing.sign(DsseEnvelope.IN_TOTO_TYPE, SignedBundles.statement(), StandInSigstore.TOKEN);

            var verified =
                    SignatureVerification.of(List.of(), bundles.trust().read()).verify(bundle, NOW.plusSeconds(86400));
            assertThat(((Certificate) verified.signer()).uris()).containsExactly(SignedBundles.IDENTITY);
        }
    }

    @Test
    void aRefusedTokenIsNotTold() throws Exception {
        try (var server = new StandInServer((path, body) -> services.certify(body, false))) {
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
        try (var server = new StandInServer((path, body) ->
                new Answer(400, ("bad token " + StandInSigstore.TOKEN).getBytes(StandardCharsets.UTF_8)))) {
            var client = new FulcioClient(server.uri(), CALLS);

            var failure = catchThrowableOfType(
                    RemoteFailureException.class,
                    () -> client.certify(KeyGenerator.ecdsa(EcCurve.P256), StandInSigstore.TOKEN));

            assertThat(failure).hasMessageEndingWith("answered with status 400: bad token \u2026");
        }
    }

    @Test
    void aCertificateOfAnotherKeyIsRefused() throws Exception {
        try (var server = new StandInServer((path, body) -> services.certify(body, true))) {
            var client = new FulcioClient(server.uri(), CALLS);

            var failure = catchThrowableOfType(
                    RemoteFailureException.class,
                    () -> client.certify(KeyGenerator.ecdsa(EcCurve.P256), StandInSigstore.TOKEN));

            assertThat(failure).hasMessageEndingWith("the answer has no certificate of the key that was sent");
        }
    }
}
