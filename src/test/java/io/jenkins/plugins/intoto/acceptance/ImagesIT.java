package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.ProvenancePolicy;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.policy.source.SignedPolicy;
import io.jenkins.plugins.intoto.engine.remote.DockerRegistry;
import io.jenkins.plugins.intoto.engine.remote.OciCredentials;
import io.jenkins.plugins.intoto.engine.remote.OciRegistry;
import io.jenkins.plugins.intoto.engine.remote.RemoteCalls;
import io.jenkins.plugins.intoto.engine.remote.StandInProxy;
import io.jenkins.plugins.intoto.engine.remote.StandInRegistry;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images in a registry on the machine of the controller, attested by one job and verified by another. */
@AcceptanceTest
class ImagesIT {
    private final RemoteJenkins jenkins;
    private final SigningKey key = KeyGenerator.ecdsa(EcCurve.P256);
    private final SigningKey owner = KeyGenerator.ecdsa(EcCurve.P256);
    private final String keyId = RemoteJenkins.name("attesting");
    private final String ownerId = RemoteJenkins.name("policy-owner");
    private final String accountId = RemoteJenkins.name("registry");

    @TempDir
    Path directory;

    ImagesIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @BeforeEach
    void enterCredentials() throws Exception {
        jenkins.process(); // the registry is on this machine, and so must the controller be
        jenkins.signingKey(keyId, new String(KeyFileWriter.privatePem(key), StandardCharsets.US_ASCII));
        jenkins.secretText(ownerId, pem(owner));
        jenkins.account("GLOBAL", accountId, "alice", "pw");
    }

    private static String pem(SigningKey key) {
        return new String(KeyFileWriter.publicPem(key.publicKey()), StandardCharsets.US_ASCII);
    }

    private String signedPolicy() throws Exception {
        var yaml = ProvenancePolicy.of("*/team/*", key.publicKey());
        return new String(
                SignedPolicy.sign(yaml.getBytes(StandardCharsets.UTF_8), List.of(owner)), StandardCharsets.US_ASCII);
    }

    @Test
    @RequiresTool(Tool.DOCKER_REGISTRY)
    void anImageIsVerifiedInAnotherJobByItsRegistryAlone() throws Exception {
        try (var registry = new DockerRegistry(directory, true)) {
            var image = registry.push("team/app");
            var verifying = jenkins.pipeline(
                    RemoteJenkins.name("verifying"), """
                    node {
                      writeFile file: 'gate.policy', text: '%s'
                      inTotoVerify policyFile: 'gate.policy', policyKeys: ['%s'], image: '%s', registryCredentialsId: '%s'
                    }
                    """.formatted(signedPolicy(), ownerId, image, accountId));
            assertThat(verifying.run().log()).contains("no attestation").endsWith("Finished: FAILURE\n");

            var attested = jenkins.pipeline(RemoteJenkins.name("attesting"), """
                            node {
                              writeFile file: 'image.txt', text: '%s'
                              def attempt = 0
                              retry(2) {
                                attempt++
                                inTotoAttest imageFile: 'image.txt', attach: 'referrers', credentialsId: '%s',
                                  registryCredentialsId: attempt == 2 ? '%s' : null
                              }
                            }
                            """.formatted(image, keyId, accountId))
                    .run();

            assertThat(attested.log())
                    .contains("the attestation is archived, but not in the registry: ")
                    .contains("[in-toto] attested in app.intoto.jsonl, signed by an earlier attempt of this step")
                    .endsWith("Finished: SUCCESS\n");
            assertThat(new String(attested.artifact("app.intoto.jsonl"), StandardCharsets.UTF_8).lines())
                    .hasSize(1);
            assertThat(verifying.run().log())
                    .contains("[in-toto] PASSED: 1 artifact verified")
                    .endsWith("Finished: SUCCESS\n");
        }
    }

    /** As an administrator enters it; a name for this machine that the proxy is not for. */
    private void proxy(InetSocketAddress address) throws Exception {
        assertThat(jenkins.script("""
                jenkins.model.Jenkins.get().proxy = new hudson.ProxyConfiguration('%s', %d, 'jenkins', 'secret', 'localhost')
                print 'done'
                """.formatted(address.getHostString(), address.getPort())))
                .isEqualTo("done");
    }

    @Test
    @RequiresTool(Tool.DOCKER_REGISTRY)
    void registriesAreReachedByTheProxyOfJenkinsAndItsAccount() throws Exception {
        try (var registry = new DockerRegistry(directory, true);
                var proxy = new StandInProxy(registry.port(), Optional.of(new OciCredentials("jenkins", "secret")))) {
            var image = registry.push("team/app");
            proxy(proxy.address());
            var script = "inTotoAttest image: '%s', attach: 'cosign', credentialsId: '" + keyId
                    + "', registryCredentialsId: '" + accountId + "'";
            var build = jenkins.pipeline(RemoteJenkins.name("behind-proxy"), script.formatted(image))
                    .run();

            assertThat(build.log()).contains("[in-toto] attached to " + image).endsWith("Finished: SUCCESS\n");
            assertThat(proxy.targets)
                    .isNotEmpty()
                    .allMatch(target -> target.startsWith("http://127.0.0.1:" + registry.port() + "/v2/team/app/"));

            int before = proxy.targets.size();
            var direct = jenkins.pipeline(
                            RemoteJenkins.name("beside-proxy"),
                            script.formatted(image.toString().replace("127.0.0.1", "localhost")))
                    .run();
            assertThat(direct.log())
                    .contains("[in-toto] attached to localhost:")
                    .endsWith("Finished: SUCCESS\n");
            assertThat(proxy.targets).hasSize(before);
        } finally {
            jenkins.script("jenkins.model.Jenkins.get().proxy = null");
        }
    }

    @Test
    void whatWasArchivedBeforeACrashIsAttachedAfterItAndNotSignedAgain() throws Exception {
        var process = jenkins.process();
        try (var registry = new StandInRegistry()) {
            var image = registry.push("team/app");
            var asked = new CountDownLatch(1);
            var crashed = new CountDownLatch(1);
            registry.interceptor = exchange -> {
                try {
                    asked.countDown();
                    crashed.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return false;
            };
            var build = jenkins.pipeline(
                            RemoteJenkins.name("crashed"),
                            "inTotoAttest image: '" + image + "', attach: 'referrers', credentialsId: '" + keyId + "'")
                    .start();
            asked.await();
            registry.interceptor = exchange -> false;
            process.crash();
            crashed.countDown();

            assertThat(build.result()).isEqualTo("SUCCESS");
            assertThat(build.log())
                    .contains("[in-toto] attested in app.intoto.jsonl, signed before Jenkins was restarted")
                    .contains("[in-toto] attached to " + image);
            var archived = new String(build.artifact("app.intoto.jsonl"), StandardCharsets.UTF_8);
            assertThat(archived.lines()).hasSize(1);
            assertThat(new OciRegistry(image, Optional.empty(), RemoteCalls.direct())
                            .attestations(BundleReader.limits(1))
                            .open())
                    .hasBinaryContent(archived.getBytes(StandardCharsets.UTF_8));
        }
    }
}
