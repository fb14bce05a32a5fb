package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.remote.OciImage;
import io.jenkins.plugins.intoto.engine.remote.StandInRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images in a registry, attested and verified. */
class ImageOptionsTest {
    private static final String ACCOUNT =
            "Basic " + Base64.getEncoder().encodeToString("alice:pw".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    private Cli cli;
    private StandInRegistry registry;
    private OciImage image;

    @BeforeEach
    void prepare() throws Exception {
        registry = new StandInRegistry();
        image = registry.push("team/app");
        cli = Cli.in(directory).environment("HOME", directory.toString());
        cli.run("keygen", "-t", "ecdsa", "alice").succeeded();
        Files.writeString(directory.resolve("predicate.json"), "{\"a\":1}");
        var key = Files.readString(directory.resolve("alice.pub")).replace("\n", "\\n");
        Files.writeString(directory.resolve("gate.yaml"), """
                expires: "2999-01-01T00:00:00Z"
                functionaries:
                  alice: {keyType: ecdsa, scheme: ecdsa-sha2-nistp256, keyVal: {public: "%s"}}
                subjects:
                  - subject: ["*/team/app"]
                    expectedPredicates:
                      - {predicateType: "https://example.com/x", functionaries: [alice]}
                """.formatted(key));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private Cli.Result attest(String... more) {
        var args = new ArrayList<>(
                List.of("attest", "-t", "https://example.com/x", "-p", "predicate.json", "-k", "alice"));
        args.addAll(List.of(more));
        return cli.run(args.toArray(String[]::new));
    }

    private Cli.Result verify(String... more) {
        var args = new ArrayList<>(List.of("policy", "verify", "-p", "gate.yaml", "--unsigned-policy"));
        args.addAll(List.of(more));
        return cli.run(args.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"referrers", "cosign"})
    void anImageIsVerifiedByWhatTheRegistryHas(String how) {
        assertThat(verify("--image", image.toString()).code()).isEqualTo(1);

        attest("--image", image.toString(), "--attach", how).succeeded();

        assertThat(verify("--image", image.toString()).succeeded().out()).startsWith("PASSED");
        var other = registry.push("team/other");
        assertThat(verify("--image", other.toString()).code()).isEqualTo(1);
    }

    @Test
    void anImageIsVerifiedByABundleAndTheRegistryTogether() {
        attest("--image", image.toString(), "-o", "app.intoto.jsonl").succeeded();

        assertThat(verify("--image", image.toString()).code()).isEqualTo(1);
        verify("--image", image.toString(), "-b", "app.intoto.jsonl").succeeded();
    }

    @Test
    void theFileOfABuildToolNamesTheImage() throws Exception {
        Files.writeString(
                directory.resolve("image.json"),
                "{\"containerimage.digest\":\"" + image.digest() + "\",\"image.name\":\"" + image.repository()
                        + ":1\"}");

        attest("--image-file", "image.json", "--attach", "referrers").succeeded();

        verify("--image-file", "image.json").succeeded();
    }

    @Test
    void aBareDigestNeedsTheRepositoryAndMustBeThatOfAManifest() throws Exception {
        Files.writeString(directory.resolve("digest"), image.digest() + "\n");
        Files.writeString(directory.resolve("iid"), "sha256:" + "0".repeat(64));

        attest("--image", image.repository(), "--image-file", "digest", "-o", "a.intoto.jsonl")
                .succeeded();

        assertThat(attest("--image-file", "digest", "-o", "b.intoto.jsonl").failure())
                .contains("digest: holds the digest of an image without its repository");
        assertThat(attest("--image", image.repository(), "--image-file", "iid", "-o", "b.intoto.jsonl")
                        .failure())
                .contains("iid: the registry has no image " + image.repository() + "@sha256:0000")
                .contains("docker build --iidfile writes the digest of the image's configuration");
        assertThat(directory.resolve("b.intoto.jsonl")).doesNotExist();
    }

    @Test
    void whatCannotBeToldOfABareDigestIsAWarning() throws Exception {
        Files.writeString(directory.resolve("digest"), image.digest());
        registry.interceptor = exchange -> {
            StandInRegistry.refuse(exchange, 403, "DENIED", "no");
            return true;
        };

        assertThat(attest("--image", image.repository(), "--image-file", "digest", "-o", "a.intoto.jsonl")
                        .succeeded()
                        .err())
                .contains("whether its digest is that of a manifest cannot be told");
    }

    @Test
    void theImagesOfAllPlatformsAreSubjects() throws Exception {
        var entry = new TreeMap<String, Object>(Map.of(
                "mediaType", "application/vnd.oci.image.manifest.v1+json", "digest", image.digest(), "size", 10L));
        entry.put("platform", Map.of("os", "linux", "architecture", "arm64"));
        var index = registry.pushIndex("team/app", List.of(entry));

        attest("--image", index.toString(), "--platforms", "--attach", "referrers")
                .succeeded();

        verify("--image", index.toString()).succeeded();
        verify("--image", image.toString()).succeeded();
    }

    @Test
    void nothingIsSignedForAnImageThatTheRegistryDoesNotHave() {
        var gone = image.repository() + "@sha256:" + "0".repeat(64);

        assertThat(attest("--image", gone, "--attach", "referrers", "-o", "a.intoto.jsonl")
                        .failure())
                .contains("answered with status 404");
        assertThat(directory.resolve("a.intoto.jsonl")).doesNotExist();
    }

    @Test
    void optionsThatDoNotFitTogetherAreRefused() {
        assertThat(attest("--image", "registry.example.com/app:1", "-o", "a.intoto.jsonl")
                        .failure())
                .contains("names a tag, which may name another image tomorrow");
        assertThat(attest("--attach", "referrers", "--subject", "app@sha256:" + "0".repeat(64))
                        .usageError())
                .contains("--attach")
                .contains("--image");
        assertThat(attest("--image", image.toString()).usageError()).contains("give one with --output");
    }

    private void requireAccount() {
        registry.interceptor = exchange -> {
            boolean isRefused = !ACCOUNT.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (isRefused) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"test\"");
                StandInRegistry.refuse(exchange, 401, "UNAUTHORIZED", "authentication required");
            }
            return isRefused;
        };
    }

    private void configure(String json) throws Exception {
        Files.createDirectories(directory.resolve(".docker"));
        Files.writeString(directory.resolve(".docker/config.json"), json);
    }

    private Cli.Result list() {
        return cli.run("bundle", "list", "--from", image.toString());
    }

    @Test
    void theAccountOfDockersConfigurationIsUsed() throws Exception {
        requireAccount();
        assertThat(list().failure())
                .endsWith("answered with status 401: UNAUTHORIZED: authentication required; the registry asks for an"
                        + " account");
        configure("{\"auths\":{\"https://" + registry.host() + "/v2/\":{\"auth\":\"YWxpY2U6cHc=\"},\"" + registry.host()
                + "/other\":{\"auth\":\"Ym9iOnB3\"}}}");

        list().succeeded();

        configure("{\"auths\":{\"" + registry.host() + "\":{\"auth\":\"Ym9iOnB3\"},\"" + registry.host()
                + "/team\":{\"auth\":\"YWxpY2U6cHc=\"}}}");
        list().succeeded();
        cli.environment("DOCKER_CONFIG", directory.resolve("none").toString());
        assertThat(list().failure()).contains("status 401");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // the helper is a script
    void theAccountOfACredentialHelperIsUsed() throws Exception {
        requireAccount();
        helper("read s; [ \"$s\" = " + registry.host() + " ] && echo '{\"Username\":\"alice\",\"Secret\":\"pw\"}'");
        for (var setting :
                List.of("\"credsStore\":\"test\"", "\"credHelpers\":{\"" + registry.host() + "\":\"test\"}")) {
            configure("{\"auths\":{\"" + registry.host() + "\":{}}," + setting + "}");

            list().succeeded();
        }
    }

    @Test
    void aRegistryWithoutAHelperAmongThoseThatHaveOneHasTheAccountOfTheFile() throws Exception {
        requireAccount();
        configure("{\"auths\":{\"" + registry.host() + "\":{\"auth\":\"YWxpY2U6cHc=\"}},\"credHelpers\":{\""
                + registry.host() + "\":\"\"},\"credsStore\":\"missing\"}");

        list().succeeded();
    }

    private void helper(String script) throws Exception {
        var file = directory.resolve("docker-credential-test");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        cli.environment("PATH", directory.toString());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // the helper is a script
    void aCredentialHelperThatFailsSaysNoSecret() throws Exception {
        requireAccount();
        configure("{\"credsStore\":\"test\"}");
        assertThat(list().failure())
                .contains("config.json: the credential helper docker-credential-test is not on the PATH");

        helper("echo 'credentials not found in native keychain'; exit 1");
        assertThat(list().failure()).contains("answered with status 401");

        helper("echo hunter2; exit 3");
        assertThat(list().failure()).contains("ended with 3").doesNotContain("hunter2");

        helper("echo '{\"Username\":\"alice\",\"Secret\":\"hunter2\"'");
        assertThat(list().failure())
                .contains("printed something other than an account")
                .doesNotContain("hunter2");

        configure("{\"credsStore\":\"../test\"}");
        assertThat(list().failure()).contains("'../test' is not the name of a credential helper");

        configure("{\"auths\":{\"" + registry.host() + "\":{\"auth\":\"aHVudGVyMg==\"}}}");
        assertThat(list().failure()).contains("has no name and password").doesNotContain("hunter2");
    }
}
