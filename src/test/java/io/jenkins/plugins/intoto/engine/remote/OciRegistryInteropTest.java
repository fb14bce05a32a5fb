package io.jenkins.plugins.intoto.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.SigstoreJs;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import io.jenkins.plugins.intoto.engine.sigstore.SignedBundles;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attestations beside an image in Debian's registry. */
@RequiresTool(Tool.DOCKER_REGISTRY)
class OciRegistryInteropTest {
    private static final RemoteCalls CALLS =
            RemoteCalls.direct().within(Duration.ofSeconds(30), 1, Duration.ofMillis(1));
    private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 64);

    @TempDir
    Path directory;

    private static SignedBundles bundles;

    @BeforeAll
    static void sign() throws Exception {
        bundles = new SignedBundles();
    }

    @Test
    void whatIsAttachedIsFoundAgain() throws Exception {
        try (var server = new DockerRegistry(directory, false)) {
            var image = server.push("team/app");
            var registry = new OciRegistry(image, Optional.empty(), CALLS);
            assertThat(registry.attestations(LIMITS).lines()).isEmpty();

            var first = bundles.stamped();
            var second = bundles.loggedV2();
            registry.attach(first.toJson(), Attachment.REFERRERS);
            registry.attach(second.toJson(), Attachment.REFERRERS);
            registry.attach(second.toJson(), Attachment.REFERRERS);

            assertThat(new OciRegistry(image, Optional.empty(), CALLS)
                            .attestations(LIMITS)
                            .lines())
                    .containsExactly(first.toJson(), second.toJson());
            assertThat(new OciRegistry(server.push("team/other"), Optional.empty(), CALLS)
                            .attestations(LIMITS)
                            .lines())
                    .isEmpty();
        }
    }

    @Test
    void anImageThatIsNotThereIsNamed() throws Exception {
        try (var server = new DockerRegistry(directory, false)) {
            var image = server.push("app");
            var other = image.withDigest("sha256:" + "0".repeat(64));
            var registry = new OciRegistry(other, Optional.empty(), CALLS);
            var bundle = bundles.keyed();

            var failure = catchThrowableOfType(
                    RemoteFailureException.class, () -> registry.attach(bundle.toJson(), Attachment.REFERRERS));

            assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
            assertThat(failure).hasMessageContaining("answered with status 404");
        }
    }

    @Test
    void aPasswordIsGivenWhenTheRegistryAsksForIt() throws Exception {
        try (var server = new DockerRegistry(directory, true)) {
            var image = server.push("app");
            var registry = new OciRegistry(image, Optional.of(DockerRegistry.ALICE), CALLS);
            var bundle = bundles.keyed();

            registry.attach(bundle.toJson(), Attachment.REFERRERS);

            assertThat(registry.attestations(LIMITS).lines()).containsExactly(bundle.toJson());
        }
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        try (var server = new DockerRegistry(directory, true)) {
            var image = server.push("app");
            var bundle = bundles.keyed();
            for (var credentials :
                    new OciCredentials[] {null, new OciCredentials("alice", "wrong"), new OciCredentials("bob", "pw")
                    }) {
                var registry = new OciRegistry(image, Optional.ofNullable(credentials), CALLS);

                var failure = catchThrowableOfType(
                        RemoteFailureException.class, () -> registry.attach(bundle.toJson(), Attachment.REFERRERS));

                assertThat(failure).hasMessageContaining("answered with status 401");
                assertThat(failure.getMessage()).doesNotContain("wrong").doesNotContain("\n");
            }
        }
    }

    @Test
    void whatIsAttachedForCosignIsFoundAgain() throws Exception {
        try (var server = new DockerRegistry(directory, true)) {
            var image = server.push("app");
            var registry = new OciRegistry(image, Optional.of(DockerRegistry.ALICE), CALLS);

            registry.attach(bundles.envelope().toJson(), Attachment.COSIGN);
            registry.attach(bundles.keyed().toJson(), Attachment.COSIGN);
            registry.attach(bundles.stamped().toJson(), Attachment.REFERRERS);

            assertThat(registry.attestations(LIMITS).lines()).hasSize(3);
            assertThat(registry.attestations(LIMITS).problems()).isEmpty();
        }
    }

    @Test
    @RequiresTool(Tool.NODE)
    void sigstoreAcceptsWhatIsPulled() throws Exception {
        try (var server = new DockerRegistry(Files.createDirectory(directory.resolve("registry")), false)) {
            var image = server.push("app");
            var registry = new OciRegistry(image, Optional.empty(), CALLS);
            registry.attach(bundles.stamped().toJson(), Attachment.REFERRERS);

            var pulled = registry.attestations(LIMITS).lines().get(0);

            assertThat(SigstoreJs.verdict(
                            Files.write(directory.resolve("bundle.json"), pulled),
                            Files.write(
                                    directory.resolve("root.json"),
                                    bundles.trust().toJson()),
                            0,
                            1,
                            0,
                            Optional.of(Files.writeString(directory.resolve("key.pem"), bundles.keyPem()))))
                    .isEqualTo("accepted key");
        }
    }

    /** The registry is reached by a proxy, which alone knows where it is, and has a certificate of an authority of its own. */
    @Test
    @RequiresTool(Tool.OPENSSL)
    void aRegistryWithACertificateOfOnesOwnIsReachedThroughAProxy() throws Exception {
        var certificate = directory.resolve("registry");
        InteropTools.run(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=registry.example.com",
                        "-addext",
                        "subjectAltName=DNS:registry.example.com",
                        "-keyout",
                        certificate + ".key",
                        "-out",
                        certificate + ".crt")
                .succeeded();
        try (var server = new DockerRegistry(directory, true, Optional.of(certificate));
                var proxy = new StandInProxy(server.port())) {
            var trusted = calls(proxy, Optional.of(Path.of(certificate + ".crt")));
            var registry = new OciRepository(
                    OciImage.of("registry.example.com/app", "sha256:" + "0".repeat(64)),
                    Optional.of(DockerRegistry.ALICE),
                    trusted);
            byte[] manifest =
                    "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[]}"
                            .getBytes(StandardCharsets.US_ASCII);
            var descriptor = OciDescriptor.of(OciRepository.INDEX, manifest);
            registry.putReferrer(descriptor, manifest);
            var image = OciImage.of("registry.example.com/app", descriptor.digest());

            byte[] line = bundles.stamped().toJson();
            new OciRegistry(image, Optional.of(DockerRegistry.ALICE), trusted).attach(line, Attachment.REFERRERS);

            assertThat(new OciRegistry(image, Optional.of(DockerRegistry.ALICE), trusted)
                            .attestations(LIMITS)
                            .lines())
                    .containsExactly(line);
            assertThat(proxy.targets).contains("registry.example.com:443").doesNotContain("broken");
            var distrusting = new OciRegistry(image, Optional.of(DockerRegistry.ALICE), calls(proxy, Optional.empty()));
            assertThatThrownBy(() -> distrusting.attestations(LIMITS))
                    .isInstanceOf(RemoteFailureException.class)
                    .hasMessageContaining("cannot be reached: ")
                    .hasMessageContaining("certification path");
        }
    }

    private static RemoteCalls calls(StandInProxy proxy, Optional<Path> authority) throws Exception {
        var client = HttpClient.newBuilder().proxy(ProxySelector.of(proxy.address()));
        if (authority.isPresent()) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            try (var in = Files.newInputStream(authority.get())) {
                store.setCertificateEntry(
                        "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            client.sslContext(context);
        }
        return RemoteCalls.by(client.build()).within(Duration.ofSeconds(30), 1, Duration.ofMillis(1));
    }
}
