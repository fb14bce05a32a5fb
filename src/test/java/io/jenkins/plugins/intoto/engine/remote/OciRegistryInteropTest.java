package io.jenkins.plugins.intoto.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import io.jenkins.plugins.intoto.engine.sigstore.SignedBundles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attestations beside an image in Debian's registry. */
@RequiresTool(Tool.DOCKER_REGISTRY)
class OciRegistryInteropTest {
    private static final RemoteCalls CALLS =
            RemoteCalls.direct().within(Duration.ofSeconds(30), 1, Duration.ofMillis(1));
    private static final String TYPE = "https://example.com/test/v1";

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
            assertThat(registry.bundles()).isEmpty();

            var first = bundles.stamped();
            var second = bundles.loggedV2();
            registry.attach(first, TYPE);
            registry.attach(second, TYPE);
            registry.attach(second, TYPE);

            assertThat(new OciRegistry(image, Optional.empty(), CALLS).bundles())
                    .containsExactly(first.toJson(), second.toJson());
            assertThat(new OciRegistry(server.push("team/other"), Optional.empty(), CALLS).bundles())
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

            var failure = catchThrowableOfType(RemoteFailureException.class, () -> registry.attach(bundle, TYPE));

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

            registry.attach(bundle, TYPE);

            assertThat(registry.bundles()).containsExactly(bundle.toJson());
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

                var failure = catchThrowableOfType(RemoteFailureException.class, () -> registry.attach(bundle, TYPE));

                assertThat(failure).hasMessageContaining("answered with status 401");
                assertThat(failure.getMessage()).doesNotContain("wrong").doesNotContain("\n");
            }
        }
    }
}
