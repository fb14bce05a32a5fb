package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.ProvenancePolicy;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.SigstoreJs;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.policy.source.SignedPolicy;
import io.jenkins.plugins.intoto.engine.remote.AttachedLines;
import io.jenkins.plugins.intoto.engine.remote.DockerRegistry;
import io.jenkins.plugins.intoto.engine.remote.OciImage;
import io.jenkins.plugins.intoto.engine.remote.StandInRegistry;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of jobs that know nothing of in-toto: attested by a rule, and found in their registry by those who need them. */
@AcceptanceTest
class RuledImagesIT {
    private static final String JAR = "target/app.jar";
    private static final String FILE = "target/image.json";
    private static final String PROVENANCE = "https://slsa.dev/provenance/v1";

    private final RemoteJenkins jenkins;
    private final SigningKey key = KeyGenerator.ecdsa(EcCurve.P256);
    private final String prefix = RemoteJenkins.name("ruled");
    private final String keyId = RemoteJenkins.name("rule-key");
    private final String accountId = RemoteJenkins.name("rule-account");

    @TempDir
    private Path folder;

    RuledImagesIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @BeforeEach
    void enterCredentials() throws Exception {
        jenkins.process(); // the registry is on this machine, and so must the controller be
        jenkins.systemSigningKey(keyId, new String(KeyFileWriter.privatePem(key), StandardCharsets.US_ASCII));
        jenkins.account("SYSTEM", accountId, "alice", "pw");
    }

    @AfterEach
    void removeRules() throws Exception {
        jenkins.rules();
    }

    private void enterRule(String registry) throws IOException {
        jenkins.rules("name: 'release', jobs: '" + prefix + "*/**', artifacts: '**/*.jar', imageFiles: '" + FILE
                + "', repositories: ['" + registry + "/team/**'], attach: 'referrers', registryCredentialsId: '"
                + accountId
                + "', credentialsId: '" + keyId + "'");
    }

    private static String metadata(OciImage image) {
        return "{\"image.name\": \"" + image.repository() + "\", \"containerimage.digest\": \"" + image.digest()
                + "\"}";
    }

    private static List<String> lines(Job.Build build, String artifact) throws IOException {
        var path = artifact + ".intoto.jsonl";
        Patience.until(path + " is archived", 300, () -> build.artifacts().contains("\"" + path + "\""));
        return new String(build.artifact(path), StandardCharsets.UTF_8).lines().toList();
    }

    private Statement statement(List<String> lines) throws Exception {
        assertThat(lines).hasSize(1);
        var read = new ArrayList<BundleLine>();
        BundleReader.<IOException>forEachLine(
                new ByteArrayInputStream(lines.get(0).getBytes(StandardCharsets.UTF_8)),
                "line",
                JsonLimits.DEFAULT,
                read::add);
        var envelope = read.get(0).envelope().orElseThrow();
        assertThat(key.publicKey()
                        .verifiesAttestation(
                                envelope.signatures().get(0).value(),
                                envelope.preAuthenticationEncoding(),
                                Instant.now()))
                .isTrue();
        return Statement.read(envelope.payload(), "line", JsonLimits.DEFAULT);
    }

    private static void assertProvenance(Statement statement, String name, String sha256, String job) {
        assertThat(statement.predicateType()).isEqualTo(PROVENANCE);
        assertThat(statement.subjects()).singleElement().satisfies(subject -> {
            assertThat(subject.name()).contains(name);
            assertThat(subject.digest().value("sha256")).contains(sha256);
        });
        assertThat(statement.predicate().toString()).contains("rule=release", "finishedOn=", "job=" + job);
    }

    private void awaitNothingLeft() throws IOException {
        Patience.until("nothing is left to be done", 60, () -> queued().isEmpty());
    }

    /** What is to be done for the builds of this test; other tests leave failures of theirs. */
    private List<Path> queued() throws IOException {
        var queued = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(jenkins.process().home().resolve("in-toto/rules"))) {
            for (var file : files) {
                if (isOfThisTest(file)) {
                    queued.add(file);
                }
            }
        }
        return queued;
    }

    private boolean isOfThisTest(Path file) throws IOException {
        try {
            return Files.readString(file).contains(prefix);
        } catch (NoSuchFileException e) {
            return false; // done meanwhile
        }
    }

    /** A Jenkinsfile of somebody who builds a jar and an image, and pushes it as Docker does. */
    private static String jenkinsfile(String host) {
        return """
                node {
                  deleteDir()
                  writeFile file: 'push', text: '''
                    registry=http://%s/v2/team/app
                    curl() { command curl -sSf --noproxy '*' -u alice:pw "$@"; }
                    digest() { echo "sha256:$(sha256sum < "$1" | cut -d ' ' -f 1)"; }
                    printf '{"created": "%%s"}' "$BUILD_TAG" > config
                    location=$(curl -X POST -D - -o answer "$registry/blobs/uploads/" | tr -d '\\\\r' | sed -n 's/^[Ll]ocation: //p')
                    curl -X PUT -H 'Content-Type: application/octet-stream' --data-binary @config "$location&digest=$(digest config)"
                    type=application/vnd.oci.image.manifest.v1+json
                    printf '{"schemaVersion": 2, "mediaType": "%%s", "config": {"mediaType": "%%s", "digest": "%%s", "size": %%s}, "layers": []}' \\
                      $type application/vnd.oci.image.config.v1+json "$(digest config)" "$(wc -c < config)" > manifest
                    curl -X PUT -H "Content-Type: $type" --data-binary @manifest "$registry/manifests/$(digest manifest)"
                    mkdir target
                    printf '{"image.name": "%1$s/team/app", "containerimage.digest": "%%s"}' "$(digest manifest)" > target/image.json
                    echo "$BUILD_TAG" > target/app.jar
                  '''
                  sh 'sh -eu push'
                  archiveArtifacts 'target/*'
                }
                """.formatted(host);
    }

    @Test
    @RequiresTool({Tool.GIT, Tool.CURL, Tool.COREUTILS, Tool.DOCKER_REGISTRY})
    void whatABranchPushedIsVerifiedElsewhereByItsRegistryAloneAndFoundOnlyByThoseWhoMayReadTheJob() throws Exception {
        jenkins.requirePlugins("git", "workflow-multibranch", "matrix-auth");
        try (var registry = new DockerRegistry(Files.createDirectory(folder.resolve("registry")), true);
                var repositories = new GitRepositories(Files.createDirectory(folder.resolve("git")))) {
            var host = "127.0.0.1:" + registry.port();
            enterRule(host);
            repositories.make("app", Map.of("Jenkinsfile", jenkinsfile(host)));
            var branch = jenkins.multibranch(prefix + "-branches", repositories.address("app"))
                    .branch("main");
            var build = branch.build(1);
            assertThat(build.result()).as(build.log()).isEqualTo("SUCCESS");
            assertThat(build.log()).doesNotContain("in-toto");

            var pushed = Json.parseObject(build.artifact(FILE), FILE, JsonLimits.DEFAULT);
            var image = OciImage.of(pushed.string("image.name"), pushed.string("containerimage.digest"));
            var jar = DigestMap.ofContent(build.artifact(JAR)).value("sha256").orElseThrow();
            var job = prefix + "-branches/main";
            assertProvenance(statement(lines(build, JAR)), JAR, jar, job);
            var archived = lines(build, FILE);
            assertProvenance(
                    statement(archived), host + "/team/app", image.digest().substring("sha256:".length()), job);
            awaitNothingLeft();
            assertThat(AttachedLines.of(image)).isEqualTo(archived);

            verifyElsewhere(image);
            assertOnlyReadersFind(List.of(jar, image.digest().substring("sha256:".length())), job);
        }
    }

    /** A job that knows the image, a policy and an account at the registry, and nothing of the job that made it. */
    private void verifyElsewhere(OciImage image) throws Exception {
        var owner = KeyGenerator.ecdsa(EcCurve.P256);
        var ownerId = RemoteJenkins.name("policy-owner");
        var readerId = RemoteJenkins.name("registry-reader");
        jenkins.secretText(ownerId, pem(owner));
        jenkins.account("GLOBAL", readerId, "alice", "pw");
        for (var trusted : List.of(key, owner)) {
            var log = jenkins.pipeline(RemoteJenkins.name("deploying"), """
                            node {
                              writeFile file: 'gate.policy', text: '%s'
                              inTotoVerify policyFile: 'gate.policy', policyKeys: ['%s'], image: '%s', registryCredentialsId: '%s'
                            }
                            """.formatted(
                                    signedPolicy(trusted, owner), ownerId, image, readerId))
                    .run()
                    .log();
            if (trusted == key) {
                assertThat(log)
                        .contains("[in-toto] PASSED: 1 artifact verified")
                        .endsWith("Finished: SUCCESS\n");
            } else {
                assertThat(log).endsWith("Finished: FAILURE\n");
            }
        }
    }

    private static String pem(SigningKey key) {
        return new String(KeyFileWriter.publicPem(key.publicKey()), StandardCharsets.US_ASCII);
    }

    private static String signedPolicy(SigningKey trusted, SigningKey owner) throws Exception {
        var yaml = ProvenancePolicy.of("*/team/*", trusted.publicKey());
        return new String(
                SignedPolicy.sign(yaml.getBytes(StandardCharsets.UTF_8), List.of(owner)), StandardCharsets.US_ASCII);
    }

    @Test
    @RequiresTool({Tool.DOCKER_REGISTRY, Tool.NODE})
    void sigstoresJavaScriptAcceptsWhatIsPulledFromTheRegistry() throws Exception {
        try (var registry = new DockerRegistry(folder, true)) {
            var image = registry.push("team/app");
            enterRule("127.0.0.1:" + registry.port());
            var build = jenkins.pipeline(prefix + "-pulled", archiving(image)).run();
            assertThat(build.result()).as(build.log()).isEqualTo("SUCCESS");
            lines(build, FILE);
            awaitNothingLeft();

            assertThat(verdictOfSigstore(image)).isEqualTo("accepted key");
        }
    }

    private static String archiving(OciImage image) {
        return "node { deleteDir(); writeFile file: '" + FILE + "', text: '" + metadata(image)
                + "'; archiveArtifacts 'target/*' }";
    }

    private String verdictOfSigstore(OciImage image) throws Exception {
        return SigstoreJs.verdictByKey(
                Files.writeString(
                        folder.resolve("pulled.json"), AttachedLines.of(image).get(0)),
                Files.writeString(folder.resolve("key.pub"), pem(key)),
                folder);
    }

    private void assertOnlyReadersFind(List<String> digests, String job) throws Exception {
        var password = RemoteJenkins.name("password");
        jenkins.script("jenkins.model.Jenkins.get().securityRealm.createAccount('reader', '" + password + "')");
        try {
            var reader = new RemoteJenkins(jenkins.address(""), Optional.of("reader"), Optional.of(password));
            for (boolean mayReadJobs : new boolean[] {false, true}) {
                authorize(mayReadJobs);
                for (var digest : digests) {
                    var data =
                            reader.get("in-toto/digest/" + digest + "/api/json").text();
                    var page = reader.get("in-toto/?artifact=" + digest).text();
                    if (mayReadJobs) {
                        assertThat(data).contains("\"job\":\"" + job + "\"");
                        assertThat(page).contains("SLSA provenance");
                    } else {
                        assertThat(data)
                                .contains("\"attestations\":[]", "\"more\":0")
                                .doesNotContain(prefix);
                        assertThat(page)
                                .contains("No build that you may see has attested this artifact")
                                .doesNotContain(prefix);
                    }
                }
            }
        } finally {
            jenkins.script("""
                    def jenkins = jenkins.model.Jenkins.get()
                    def strategy = new hudson.security.FullControlOnceLoggedInAuthorizationStrategy()
                    strategy.allowAnonymousRead = false
                    jenkins.authorizationStrategy = strategy
                    """);
        }
    }

    private void authorize(boolean mayReadJobs) throws IOException {
        assertThat(jenkins.script("""
                        import jenkins.model.Jenkins
                        import org.jenkinsci.plugins.matrixauth.PermissionEntry
                        def strategy = new hudson.security.GlobalMatrixAuthorizationStrategy()
                        strategy.add(Jenkins.ADMINISTER, PermissionEntry.user('%s'))
                        strategy.add(Jenkins.READ, PermissionEntry.user('reader'))
                        if (%s) strategy.add(hudson.model.Item.READ, PermissionEntry.user('reader'))
                        Jenkins.get().authorizationStrategy = strategy
                        print 'done'
                        """.formatted(jenkins.user().orElseThrow(), mayReadJobs)))
                .isEqualTo("done");
    }

    /** The jar is large enough that it is still being hashed when the build has ended. */
    @Test
    void aBuildThatEndedJustBeforeACrashIsAttestedOnceAfterItAndItsImageOnceInTheRegistry() throws Exception {
        var process = jenkins.process();
        try (var registry = new StandInRegistry()) {
            var image = registry.push("team/app");
            enterRule(registry.host());
            var job = jenkins.pipeline(prefix + "-crashed", """
                    node {
                      deleteDir()
                      sh 'mkdir -p target && truncate -s 1200M target/app.jar'
                      writeFile file: '%s', text: '%s'
                      archiveArtifacts 'target/*'
                    }
                    """.formatted(FILE, metadata(image)));
            var build = job.start();
            Patience.until("the build has ended", 300, () -> build.log().contains("Finished: SUCCESS"));
            assertThat(queued()).hasSize(1);
            process.crash();

            assertThat(build.result()).isEqualTo("SUCCESS");
            var jar = statement(lines(build, JAR));
            assertThat(jar.predicate().toString()).contains("rule=release", "job=" + job.name());
            var archived = lines(build, FILE);
            statement(archived);
            awaitNothingLeft();
            assertThat(AttachedLines.of(image)).isEqualTo(archived);
            assertThat(process.home().resolve("jobs").resolve(job.name()).resolve("builds/1/in-toto-drafts"))
                    .doesNotExist();
            process.restart();
            awaitNothingLeft();
            assertThat(lines(build, JAR)).hasSize(1);
            assertThat(AttachedLines.of(image)).isEqualTo(lines(build, FILE)).isEqualTo(archived);
        }
    }

    @Test
    void whatWasArchivedBeforeACrashIsAttachedAfterItAndNotSignedAgain() throws Exception {
        var process = jenkins.process();
        try (var registry = new StandInRegistry()) {
            var image = registry.push("team/app");
            enterRule(registry.host());
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
            var build = jenkins.pipeline(prefix + "-pushing", archiving(image)).start();
            asked.await();
            var archived = lines(build, FILE);
            assertThat(build.result()).isEqualTo("SUCCESS");
            registry.interceptor = exchange -> false;
            process.crash();
            crashed.countDown();

            awaitNothingLeft();
            statement(archived);
            assertThat(lines(build, FILE)).isEqualTo(archived);
            assertThat(AttachedLines.of(image)).isEqualTo(archived);
        }
    }
}
