package io.jenkins.plugins.intoto.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import io.jenkins.plugins.intoto.engine.sigstore.SignatureVerification;
import io.jenkins.plugins.intoto.engine.sigstore.SignedBundles;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import io.jenkins.plugins.intoto.engine.sigstore.StandInAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Attestations beside an image in a registry that has an index of referrers. */
class OciRegistryTest {
    private static final RemoteCalls CALLS =
            RemoteCalls.direct().within(Duration.ofSeconds(30), 1, Duration.ofMillis(1));
    private static final JsonLimits LIMITS = new JsonLimits(64L << 20, 64);
    private static final String ENVELOPE = "application/vnd.dsse.envelope.v1+json";

    private static SignedBundles bundles;

    private StandInRegistry server;
    private OciImage image;

    @BeforeAll
    static void sign() throws Exception {
        bundles = new SignedBundles();
    }

    @BeforeEach
    void start() throws Exception {
        server = new StandInRegistry();
        image = server.push("team/app");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private OciRegistry registry() {
        return registry(CALLS);
    }

    private OciRegistry registry(RemoteCalls calls) {
        return new OciRegistry(image, Optional.empty(), calls);
    }

    /** As Jenkins sets up a client for a proxy that asks for an account. */
    private static RemoteCalls behind(StandInProxy proxy, String user, String password) {
        return RemoteCalls.by(HttpClient.newBuilder()
                        .proxy(new ProxySelector() {
                            @Override
                            public List<Proxy> select(URI uri) {
                                return List.of(
                                        uri.getHost().equals("localhost")
                                                ? Proxy.NO_PROXY
                                                : new Proxy(Proxy.Type.HTTP, proxy.address()));
                            }

                            @Override
                            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                                throw new UncheckedIOException(failure);
                            }
                        })
                        .authenticator(new Authenticator() {
                            @Override
                            protected PasswordAuthentication getPasswordAuthentication() {
                                return getRequestorType() == RequestorType.PROXY
                                        ? new PasswordAuthentication(user, password.toCharArray())
                                        : null;
                            }
                        })
                        .build())
                .within(Duration.ofSeconds(30), 1, Duration.ofMillis(1));
    }

    @Test
    void aProxyAndTheRegistryBehindItEachGetTheirOwnAccount() throws Exception {
        var account = new OciCredentials("alice", "pw");
        var authorizations = new CopyOnWriteArrayList<String>();
        server.interceptor = exchange -> {
            var given = exchange.getRequestHeaders().getFirst("Authorization");
            authorizations.add(exchange.getRequestHeaders().containsKey("Proxy-Authorization") + " " + given);
            if (account.basic().equals(given)) {
                return false;
            }
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"registry\"");
            StandInRegistry.refuse(exchange, 401, "UNAUTHORIZED", "authentication required");
            return true;
        };
        int port = Integer.parseInt(server.host().split(":")[1]);
        try (var proxy = new StandInProxy(port, Optional.of(new OciCredentials("jenkins", "secret")))) {
            var calls = behind(proxy, "jenkins", "secret");
            byte[] line = bundles.stamped().toJson();
            new OciRegistry(image, Optional.of(account), calls).attach(line, Attachment.REFERRERS);

            assertThat(new OciRegistry(image, Optional.of(account), calls)
                            .attestations(LIMITS)
                            .lines())
                    .containsExactly(line);
            assertThat(proxy.targets)
                    .isNotEmpty()
                    .allMatch(target -> target.startsWith("http://" + server.host() + "/v2/team/app/"));

            // The account of the proxy is nobody else's business.
            authorizations.clear();
            var direct = new OciImage("localhost:" + port + "/team/app", image.digest());
            int before = proxy.targets.size();
            assertThat(new OciRegistry(direct, Optional.of(account), calls)
                            .attestations(LIMITS)
                            .lines())
                    .hasSize(1);
            assertThat(proxy.targets).hasSize(before);
            assertThat(authorizations)
                    .contains("false " + account.basic())
                    .allMatch(given -> given.startsWith("false "));

            assertThatThrownBy(() -> registry(behind(proxy, "jenkins", "wrong")).attestations(LIMITS))
                    .isInstanceOf(RemoteFailureException.class)
                    .hasMessageContaining("407; the proxy asks for an account")
                    .hasMessageNotContaining("wrong");
        }
    }

    @Test
    void aRegistryWithoutEncryptionIsToldFromOneThatIsNotThere() throws Exception {
        try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var proxy = new StandInProxy(plain.getLocalPort())) {
            // not in the common pool, whose threads Java's client may need
            new Thread(() -> answerWithoutTls(plain), "server without TLS").start();
            var elsewhere = OciImage.of("registry.example/team/app", image.digest());
            var calls = RemoteCalls.by(HttpClient.newBuilder()
                            .proxy(ProxySelector.of(proxy.address()))
                            .build())
                    .within(Duration.ofSeconds(30), 1, Duration.ofMillis(1));

            assertThatThrownBy(() -> new OciRegistry(elsewhere, Optional.empty(), calls).attestations(LIMITS))
                    .isInstanceOf(RemoteFailureException.class)
                    .hasMessageContaining("https://registry.example/")
                    .hasMessageEndingWith(
                            "does not answer by https, but perhaps by http, which is not used across a network");
        }
    }

    /** Answers all connections, since Java tries another one if an answer is lost. */
    private static void answerWithoutTls(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (var client = socket.accept()) {
                // what is closed with unread input is reset, and its answer may be lost
                client.getInputStream().read(new byte[16384]);
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private String failure(RemoteCalls calls) {
        var failure = catchThrowableOfType(
                RemoteFailureException.class, () -> registry(calls).attestations(LIMITS));
        assertThat(failure.getMessage()).startsWith("http://" + server.host()).doesNotContain("\n");
        return failure.getMessage();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsAttachedIsInTheIndexOfReferrersAndUnderNoTag() throws Exception {
        byte[] line = bundles.stamped().toJson();

        registry().attach(line, Attachment.REFERRERS);
        registry().attach(line, Attachment.REFERRERS);

        assertThat(registry().attestations(LIMITS).lines()).containsExactly(line);
        assertThat(server.tagged("team/app", image.fallbackTag())).isNull();
    }

    @Test
    void aListOfSeveralPagesIsReadToItsEnd() throws Exception {
        var lines = List.of(
                bundles.stamped().toJson(),
                bundles.keyed().toJson(),
                bundles.loggedV2().toJson());
        for (byte[] line : lines) {
            registry().attach(line, Attachment.REFERRERS);
        }
        server.pageSize = 1;

        assertThat(registry().attestations(LIMITS).lines()).containsExactlyInAnyOrderElementsOf(lines);
    }

    @Test
    void anEnvelopeHasNoPlaceAmongTheReferrers() throws Exception {
        byte[] envelope = bundles.envelope().toJson();

        assertThatThrownBy(() -> registry().attach(envelope, Attachment.REFERRERS))
                .hasMessageContaining("mediaType");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void twoMebibytesAreStoredAndFound() throws Exception {
        byte[] statement = Json.compact(Map.of(
                "_type",
                "https://in-toto.io/Statement/v1",
                "subject",
                List.of(Map.of("name", "app", "digest", Map.of("sha256", "ab".repeat(32)))),
                "predicateType",
                "https://example.com/large/v1",
                "predicate",
                Map.of("text", "x".repeat(2 << 20))));
        byte[] line = SigstoreBundle.of(
                        DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, statement, bundles.key.forAttestations()))
                .toJson();

        registry().attach(line, Attachment.REFERRERS);
        registry().attach(line, Attachment.COSIGN);

        assertThat(registry().attestations(LIMITS).lines()).hasSize(2).contains(line);
        assertThat(registry().attestations(new JsonLimits(1 << 20, 64)).problems())
                .hasSize(2)
                .allMatch(problem -> problem.endsWith("more than 1048576, which is the limit"));
    }

    @Test
    void whatIsAttachedForCosignIsALayerOfOneManifest() throws Exception {
        byte[] first = bundles.envelope().toJson();
        registry().attach(first, Attachment.COSIGN);
        registry().attach(bundles.loggedV1().toJson(), Attachment.COSIGN);
        registry().attach(first, Attachment.COSIGN);

        var manifest = server.tagged("team/app", image.cosignTag());
        var layers = manifest.objects("layers");
        assertThat(layers).hasSize(2);
        assertThat(layers.get(0).string("mediaType")).isEqualTo(ENVELOPE);
        assertThat(layers.get(0).object("annotations").asMap())
                .isEqualTo(Map.of(
                        "dev.cosignproject.cosign/signature", "", "predicateType", "https://example.com/test/v1"));
        assertThat(layers.get(1).object("annotations").names()).contains("dev.sigstore.cosign/bundle");
        var found = registry().attestations(LIMITS);
        assertThat(found.problems()).isEmpty();
        assertThat(found.lines()).hasSize(2).contains(first);
        var read = SigstoreBundle.read(found.lines().get(1), "line", LIMITS);
        SignatureVerification.of(
                        List.of(bundles.key.publicKey()), bundles.trust().read())
                .verify(read, SignedBundles.NOW);
        assertThat(read.entries()).hasSize(1);
    }

    /**
     * As cosign 1 and 2 write a keyless attestation; the certificate has expired, so it counts only with the log's promise.
     *
     * @param kind the kind of log entry: cosign 1 began with {@code intoto} 0.0.1, which does not keep the signature
     */
    @ParameterizedTest
    @CsvSource({"dsse, true", "intoto, true", "intoto of another payload, false"})
    void aKeylessAttestationOfCosignCountsByTheLogsPromise(String kind, boolean counts) throws Exception {
        var pair = StandInAuthority.ecKeys();
        var certificate = bundles.authority.signing(
                pair.getPublic(), SignedBundles.IDENTITY, SignedBundles.NOW, Optional.of(bundles.certificateLog));
        var message = bundles.keyless(pair, certificate, SignedBundles.NOW).envelope();
        var pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, bytes("\n")).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        var entry =
                switch (kind) {
                    case "dsse" -> bundles.log1.take(message, pem, SignedBundles.NOW);
                    case "intoto" -> bundles.log1.takeFirstIntoto(message, pem, SignedBundles.NOW);
                    default ->
                        bundles.log1.takeFirstIntoto(
                                DsseEnvelope.sign("text/plain", bytes("other"), bundles.key.forAttestations()),
                                pem,
                                SignedBundles.NOW);
                };
        var encoder = Base64.getEncoder();
        var bundle = new String(
                Json.compact(Map.of(
                        "SignedEntryTimestamp",
                        encoder.encodeToString(entry.inclusionPromise().orElseThrow()),
                        "Payload",
                        Map.of(
                                "body", encoder.encodeToString(entry.canonicalizedBody()),
                                "integratedTime", entry.integratedTime(),
                                "logIndex", entry.logIndex(),
                                "logID", HexFormat.of().formatHex(entry.logId())))),
                StandardCharsets.UTF_8);
        addLayer(
                message.toJson(),
                Map.of(
                        "dev.cosignproject.cosign/signature",
                        "",
                        "dev.sigstore.cosign/bundle",
                        bundle,
                        "dev.sigstore.cosign/certificate",
                        pem,
                        "dev.sigstore.cosign/chain",
                        pem,
                        "predicateType",
                        "cosign.sigstore.dev/attestation/v1"));

        var line = SigstoreBundle.read(registry().attestations(LIMITS).lines().get(0), "line", LIMITS);

        var trusted = SignatureVerification.of(List.of(), bundles.trust().read());
        var later = SignedBundles.NOW.plusSeconds(86_400);
        if (counts) {
            assertThat(trusted.verify(line, later).toString()).contains(SignedBundles.IDENTITY);
        } else {
            assertThatThrownBy(() -> trusted.verify(line, later))
                    .hasMessageContaining("the log entry is of another signature or signer");
        }
    }

    private void addLayer(byte[] envelope, Map<String, ?> annotations) throws Exception {
        var layer = new TreeMap<>(server.blob(envelope));
        layer.put("mediaType", ENVELOPE);
        layer.put("annotations", annotations);
        var layers = new ArrayList<Object>();
        var before = server.tagged("team/app", image.cosignTag());
        if (before != null) {
            before.objects("layers").forEach(known -> layers.add(known.asMap()));
        }
        layers.add(layer);
        server.tag(
                "team/app",
                image.cosignTag(),
                server.putManifest(
                        "team/app",
                        OciRepository.MANIFEST,
                        Map.of("config", server.blob(bytes("{}")), "layers", layers)));
    }

    @Test
    void layersThatCosignDidNotWriteLikeThatAreToldAndPassedOver() throws Exception {
        byte[] good = bundles.envelope().toJson();
        addLayer(bytes("no envelope"), Map.of());
        addLayer(good, Map.of("dev.sigstore.cosign/bundle", "{"));
        addLayer(bundles.keyed().envelope().toJson(), Map.of("dev.sigstore.cosign/certificate", "none"));
        addLayer(good, Map.of("predicateType", "x"));

        var found = registry().attestations(LIMITS);

        assertThat(found.lines()).containsExactly(good);
        assertThat(found.problems()).hasSize(3);
    }

    @Test
    void layersOfOthersStayAsTheyAre() throws Exception {
        addLayer(bytes("{\"foreign\":1}"), Map.of("x", "y"));
        var foreign = server.tagged("team/app", image.cosignTag())
                .objects("layers")
                .get(0)
                .asMap();

        registry().attach(bundles.keyed().toJson(), Attachment.COSIGN);

        var layers = server.tagged("team/app", image.cosignTag()).objects("layers");
        assertThat(layers).hasSize(2);
        assertThat(layers.get(0).asMap()).isEqualTo(foreign);
    }

    /** Somebody else writes between the moment the tag was read and the moment it is written. */
    @ParameterizedTest
    @CsvSource({"false, GET, 2", "true, PUT, 1"})
    void aLayerThatSomebodyElseAddsMeanwhileIsNotLost(boolean hasVersions, String method, int time) throws Exception {
        addLayer(bytes("{\"foreign\":1}"), Map.of());
        server.hasVersions = hasVersions;
        var count = new AtomicInteger();
        server.interceptor = exchange -> {
            if (exchange.getRequestMethod().equals(method)
                    && exchange.getRequestURI().getPath().endsWith(".att")
                    && count.incrementAndGet() == time) {
                try {
                    addLayer(bytes("{\"foreign\":2}"), Map.of());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
            return false;
        };

        registry().attach(bundles.keyed().toJson(), Attachment.COSIGN);

        assertThat(server.tagged("team/app", image.cosignTag()).objects("layers"))
                .hasSize(3);
    }

    @Test
    void whoIsAlwaysTooLateSaysSo() throws Exception {
        var count = new AtomicInteger();
        server.hasVersions = true;
        server.interceptor = exchange -> {
            if (exchange.getRequestMethod().equals("PUT")
                    && exchange.getRequestURI().getPath().endsWith(".att")) {
                try {
                    addLayer(bytes("{\"foreign\":" + count.incrementAndGet() + "}"), Map.of());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
            return false;
        };
        addLayer(bytes("{\"foreign\":0}"), Map.of());

        assertThatThrownBy(() -> registry().attach(bundles.keyed().toJson(), Attachment.COSIGN))
                .hasMessageEndingWith(".att: was changed by somebody else each of 5 times");
        assertThat(server.tagged("team/app", image.cosignTag()).objects("layers"))
                .hasSize(count.get() + 1);
    }

    @Test
    void manyAtOnceAreAllThere() throws Exception {
        var threads = new ArrayList<Thread>();
        var failures = new ArrayList<Throwable>();
        for (int i = 0; i < 8; i++) {
            byte[] line = bundles.keyed().toJson();
            var thread = new Thread(() -> {
                try {
                    registry().attach(line, Attachment.COSIGN);
                } catch (Exception e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
        assertThat(registry().attestations(LIMITS).lines()).hasSize(8);
    }

    @Test
    void theImagesOfAnIndexAreThoseOfItsPlatforms() throws Exception {
        var amd = entry("amd64", "linux");
        var arm = entry("arm64", "linux");
        image = server.pushIndex("team/app", List.of(amd, arm, entry("unknown", "unknown")));

        assertThat(registry().platforms())
                .extracting(OciImage::digest)
                .containsExactly((String) amd.get("digest"), (String) arm.get("digest"));
        image = server.push("team/app");
        assertThat(registry().platforms()).isEmpty();
    }

    private Map<String, Object> entry(String architecture, String os) {
        var digest =
                server.putManifest("team/app", OciRepository.MANIFEST, Map.of("layers", List.of(), "x", architecture));
        return Map.of(
                "mediaType",
                OciRepository.MANIFEST,
                "digest",
                digest,
                "size",
                10L,
                "platform",
                Map.of("architecture", architecture, "os", os));
    }

    @Test
    void aDigestThatIsNoneOfAManifestSaysWhatItMayBe() {
        image = image.withDigest("sha256:" + "0".repeat(64));

        assertThatThrownBy(() -> registry().requireImage())
                .hasMessageContaining("answered with status 404")
                .hasMessageContaining("--iidfile");
    }

    @Test
    void aDamagedAttestationIsToldAndTheOthersAreRead() throws Exception {
        byte[] good = bundles.stamped().toJson();
        byte[] bad = bundles.keyed().toJson();
        registry().attach(good, Attachment.REFERRERS);
        registry().attach(bad, Attachment.REFERRERS);
        server.damage(OciDescriptor.digestOf(bad), bytes("other"));

        var found = registry().attestations(LIMITS);

        assertThat(found.lines()).containsExactly(good);
        assertThat(found.problems()).singleElement().asString().endsWith("the content has another digest");
    }

    @Test
    void anImageOfAnotherDigestIsRefused() {
        server.damage(image.digest(), bytes("{}"));

        assertThatThrownBy(() -> registry().attach(bundles.keyed().toJson(), Attachment.REFERRERS))
                .hasMessageEndingWith("the manifest has another digest");
    }

    @Test
    void aBodyThatBreaksOffIsTriedAgainAndSaysSo() {
        var count = new AtomicInteger();
        server.interceptor = exchange -> {
            count.incrementAndGet();
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(bytes("{\"manifests\":"));
            exchange.getResponseBody().flush();
            return true;
        };

        assertThat(failure(CALLS.within(Duration.ofSeconds(30), 2, Duration.ZERO)))
                .contains("the answer broke off");
        assertThat(count).hasValue(2);
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNAUTHORIZED, 'UNAUTHORIZED: not so; the registry asks for an account'",
        "403, DENIED, 'DENIED: not so; the account may not do this'",
        "429, TOOMANYREQUESTS, 'TOOMANYREQUESTS: not so'",
        "500, UNKNOWN, 'UNKNOWN: not so'"
    })
    void aRefusalIsASentence(int status, String code, String end) {
        server.interceptor = exchange -> {
            StandInRegistry.refuse(exchange, status, code, "not\nso");
            return true;
        };

        assertThat(failure(CALLS)).endsWith(": answered with status " + status + ": " + end);
    }

    @Test
    void aRegistryThatAsksForPatienceGetsIt() throws Exception {
        var isFirst = new AtomicBoolean(true);
        server.interceptor = exchange -> {
            if (isFirst.getAndSet(false)) {
                exchange.getResponseHeaders().add("Retry-After", "0");
                StandInRegistry.refuse(exchange, 429, "TOOMANYREQUESTS", "later");
                return true;
            }
            return false;
        };

        assertThat(registry(CALLS.within(Duration.ofSeconds(30), 2, Duration.ZERO))
                        .attestations(LIMITS)
                        .lines())
                .isEmpty();
    }

    @Test
    void aRegistryThatAsksForTooMuchPatienceIsNotWaitedFor() {
        var count = new AtomicInteger();
        server.interceptor = exchange -> {
            count.incrementAndGet();
            exchange.getResponseHeaders().add("Retry-After", "3600");
            StandInRegistry.refuse(exchange, 429, "TOOMANYREQUESTS", "later");
            return true;
        };

        assertThat(failure(CALLS.within(Duration.ofSeconds(30), 3, Duration.ZERO)))
                .endsWith(": answered with status 429, and asks to wait 3600 seconds: TOOMANYREQUESTS: later");
        assertThat(count).hasValue(1);
    }

    @Test
    void aRegistryThatDoesNotKnowReferrersIsAskedForThemOnce() throws Exception {
        var count = new AtomicInteger();
        server.interceptor = exchange -> {
            boolean isIndex = exchange.getRequestURI().getPath().contains("/referrers/");
            if (isIndex) {
                count.incrementAndGet();
                StandInRegistry.refuse(exchange, 501, "UNSUPPORTED", "no");
            }
            return isIndex;
        };

        assertThat(registry(CALLS.within(Duration.ofSeconds(30), 3, Duration.ZERO))
                        .attestations(LIMITS)
                        .lines())
                .isEmpty();
        assertThat(count).hasValue(1);
    }

    @Test
    void aSlowRegistryIsNotWaitedFor() {
        var end = new CountDownLatch(1);
        server.interceptor = exchange -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        };

        assertThat(failure(CALLS.within(Duration.ofMillis(200), 1, Duration.ZERO)))
                .contains("no answer within");
        end.countDown();
    }

    /** What is pushed must not be half there: the list of referrers is the last thing that is written. */
    @ParameterizedTest
    @EnumSource(
            value = Attachment.class,
            names = {"REFERRERS", "COSIGN"})
    void aPushThatFailsAnywhereCanBeDoneAgain(Attachment how) throws Exception {
        byte[] line = bundles.keyed().toJson();
        byte[] other = bundles.stamped().toJson();
        registry().attach(other, how);
        server.requests.clear();
        registry().attach(bundles.keyed().toJson(), how);
        int calls = server.requests.size();
        var count = new AtomicInteger();
        for (int i = 1; i <= calls; i++) {
            int failing = i;
            count.set(0);
            server.interceptor = exchange -> {
                boolean fails = count.incrementAndGet() == failing
                        && exchange.getRequestMethod().equals("PUT");
                if (fails) {
                    StandInRegistry.refuse(exchange, 500, "UNKNOWN", "no");
                }
                return fails;
            };
            try {
                registry().attach(line, how);
            } catch (RemoteFailureException e) {
                assertThat(e.kind()).isEqualTo(Kind.REFUSED);
            }
            server.interceptor = exchange -> false;
            assertThat(registry().attestations(LIMITS).lines()).hasSizeBetween(2, 3);
        }
        registry().attach(line, how);

        assertThat(registry().attestations(LIMITS).lines()).hasSize(3);
    }

    @Test
    void aBlobIsFetchedFromAPlaceWithoutEncryptionOnThisMachineOnly() throws Exception {
        registry().attach(bundles.keyed().toJson(), Attachment.REFERRERS);
        server.interceptor = exchange -> {
            boolean isBlob = exchange.getRequestURI().getPath().contains("/blobs/");
            if (isBlob) {
                exchange.getResponseHeaders().add("Location", "http://store.example/x");
                StandInRegistry.answer(exchange, 307, "text/plain", new byte[0]);
            }
            return isBlob;
        };

        assertThat(registry().attestations(LIMITS).problems())
                .singleElement()
                .asString()
                .endsWith("the answer leads to a place without encryption");
    }

    @Test
    void aBlobThatIsSentInCirclesIsGivenUp() throws Exception {
        registry().attach(bundles.keyed().toJson(), Attachment.REFERRERS);
        server.interceptor = exchange -> {
            boolean isBlob = exchange.getRequestURI().getPath().contains("/blobs/");
            if (isBlob) {
                exchange.getResponseHeaders()
                        .add("Location", exchange.getRequestURI().toString());
                StandInRegistry.answer(exchange, 307, "text/plain", new byte[0]);
            }
            return isBlob;
        };

        assertThat(registry().attestations(LIMITS).problems())
                .singleElement()
                .asString()
                .endsWith("is redirected more than 3 times");
    }

    /** Else a registry of somebody's choice could have this machine read out what only it reaches. */
    @Test
    void whatAnotherPlaceSaysIsNotRepeated() throws Exception {
        var store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            try (exchange) {
                StandInRegistry.answer(exchange, 400, "text/plain", bytes("internal secret"));
            }
        });
        store.start();
        try {
            registry().attach(bundles.keyed().toJson(), Attachment.REFERRERS);
            server.interceptor = exchange -> {
                boolean isBlob = exchange.getRequestURI().getPath().contains("/blobs/");
                if (isBlob) {
                    var address = "http://127.0.0.1:" + store.getAddress().getPort() + "/";
                    exchange.getResponseHeaders().add("Location", address);
                    StandInRegistry.answer(exchange, 307, "text/plain", new byte[0]);
                }
                return isBlob;
            };

            assertThat(failure(CALLS)).contains("answered with status 400").doesNotContain("secret");
        } finally {
            store.stop(0);
        }
    }

    @Test
    void anIdentityTokenIsExchangedForATokenOfTheRegistry() throws Exception {
        var forms = new ArrayList<String>();
        server.interceptor = exchange -> {
            if (exchange.getRequestURI().getPath().equals("/token")) {
                forms.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                StandInRegistry.answer(exchange, 200, "application/json", bytes("{\"access_token\":\"t1\"}"));
                return true;
            }
            if (!"Bearer t1".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders()
                        .add(
                                "WWW-Authenticate",
                                "Bearer realm=\"/token\",service=\"reg\",scope=\"repository:team/app:pull\"");
                StandInRegistry.refuse(exchange, 401, "UNAUTHORIZED", "no");
                return true;
            }
            return false;
        };
        var registry = new OciRegistry(image, Optional.of(new OciCredentials("<token>", "r1")), CALLS);

        assertThat(registry.attestations(LIMITS).lines()).isEmpty();
        assertThat(forms)
                .containsExactly("client_id=in-toto&grant_type=refresh_token&refresh_token=r1"
                        + "&scope=repository%3Ateam%2Fapp%3Apull&service=reg");
    }
}
