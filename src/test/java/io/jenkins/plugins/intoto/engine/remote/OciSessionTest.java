package io.jenkins.plugins.intoto.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import io.jenkins.plugins.intoto.engine.sigstore.SignedBundles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry with an index of referrers, tokens, and a store of blobs elsewhere, as the large ones are. */
class OciSessionTest {
    private static final String DIGEST = "sha256:" + "ab".repeat(32);
    private static final OciCredentials ALICE = new OciCredentials("alice", "pw");
    private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 64);
    private static final RemoteCalls CALLS =
            RemoteCalls.direct().within(Duration.ofSeconds(30), 1, Duration.ofMillis(1));

    private final List<String> log = new ArrayList<>();
    private final Map<String, byte[]> content = new TreeMap<>();
    private String realm = "/token";
    private HttpServer registry;
    private HttpServer store;
    private byte[] bundle;

    @BeforeEach
    void start() throws Exception {
        bundle = new SignedBundles().keyed().toJson();
        var layer = OciDescriptor.of("application/vnd.dev.sigstore.bundle.v0.3+json", bundle);
        byte[] manifest = io.jenkins.plugins.intoto.engine.json.Json.compact(Map.of("layers", List.of(layer.asMap())));
        var entry = new TreeMap<>(OciDescriptor.of("application/vnd.oci.image.manifest.v1+json", manifest)
                .asMap());
        entry.put("artifactType", "application/vnd.dev.sigstore.bundle.v0.3+json");
        var other = new TreeMap<>(entry);
        other.put("artifactType", "application/spdx+json");
        content.put(
                "/v2/app/referrers/" + DIGEST,
                io.jenkins.plugins.intoto.engine.json.Json.compact(Map.of("manifests", List.of(other, entry))));
        content.put("/v2/app/manifests/" + OciDescriptor.digestOf(manifest), manifest);
        content.put("/store/" + layer.digest(), bundle);
        store = server(this::stored);
        registry = server(this::registered);
    }

    @AfterEach
    void stop() {
        registry.stop(0);
        store.stop(0);
    }

    private static HttpServer server(com.sun.net.httpserver.HttpHandler handler) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void stored(HttpExchange exchange) throws IOException {
        log.add("store " + exchange.getRequestHeaders().getFirst("Authorization"));
        answer(exchange, 200, content.get(exchange.getRequestURI().getPath()));
    }

    private void registered(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (path.equals("/token")) {
            log.add("token " + exchange.getRequestURI().getQuery());
            boolean known = authorization.equals(ALICE.basic());
            answer(exchange, known ? 200 : 401, "{\"token\":\"t1\"}".getBytes(StandardCharsets.US_ASCII));
        } else if (!authorization.equals("Bearer t1")) {
            exchange.getResponseHeaders()
                    .add(
                            "WWW-Authenticate",
                            "Bearer realm=\"http://" + address(registry) + realm
                                    + "\",service=\"reg\",scope=\"repository:app:pull,push\"");
            answer(exchange, 401, new byte[0]);
        } else if (path.contains("/blobs/")) {
            var place = "http://" + address(store) + "/store/" + path.substring(path.lastIndexOf('/') + 1);
            exchange.getResponseHeaders().add("Location", place);
            answer(exchange, 307, new byte[0]);
        } else {
            answer(exchange, content.containsKey(path) ? 200 : 404, content.getOrDefault(path, new byte[0]));
        }
    }

    private OciRegistry registry(OciCredentials credentials) {
        return new OciRegistry(new OciImage(address(registry) + "/app", DIGEST), Optional.of(credentials), CALLS);
    }

    @Test
    void aTokenIsFetchedAndGoesToNobodyElse() throws Exception {
        assertThat(registry(ALICE).attestations(LIMITS).lines()).containsExactly(bundle);
        assertThat(log).containsExactly("token scope=repository:app:pull,push&service=reg", "store null");
    }

    @Test
    void theServiceForTokensMayHaveAQueryOfItsOwn() throws Exception {
        realm = "/token?account=a";

        assertThat(registry(ALICE).attestations(LIMITS).lines()).containsExactly(bundle);
        assertThat(log).first().isEqualTo("token account=a&scope=repository:app:pull,push&service=reg");
    }

    @Test
    void aWrongPasswordGetsNoToken() {
        var failure =
                catchThrowableOfType(RemoteFailureException.class, () -> registry(new OciCredentials("alice", "wrong"))
                        .attestations(LIMITS));

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.getMessage()).contains("/token").doesNotContain("wrong");
    }

    @Test
    void contentOfAnotherDigestIsPassedOver() throws Exception {
        content.replaceAll(
                (path, bytes) -> path.startsWith("/store/") ? "other".getBytes(StandardCharsets.US_ASCII) : bytes);

        assertThat(registry(ALICE).attestations(LIMITS).problems())
                .singleElement()
                .asString()
                .endsWith("the content has another digest");
    }

    @Test
    void referencesAreRead() throws Exception {
        assertThat(OciImage.of("registry.example.com:5000/team/app:1.0@" + DIGEST))
                .isEqualTo(new OciImage("registry.example.com:5000/team/app", DIGEST));
        assertThat(OciImage.of("registry.example.com/app@" + DIGEST).address("x"))
                .hasToString("https://registry.example.com/v2/app/x");
        assertThat(OciImage.of("localhost:5000/app@" + DIGEST).address("x"))
                .hasToString("http://localhost:5000/v2/app/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app", "-app"})
    void aLongReferenceIsReadLikeAShortOne(String part) throws Exception {
        var name = "team" + part.repeat(50_000);

        assertThat(OciImage.of("registry.example.com/" + name + "@" + DIGEST).name())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "App@",
                "registry/app@sha256:ab",
                "https://r/app@",
                "r/../x@",
                "a b/c@",
                "[::::]/app@",
                "a..b/app@"
            })
    void whatIsNoReferenceIsRefused(String text) {
        var whole = text.endsWith("@") ? text + DIGEST : text;

        assertThatThrownBy(() -> OciImage.of(whole))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("is not an image by its digest");
    }
}
