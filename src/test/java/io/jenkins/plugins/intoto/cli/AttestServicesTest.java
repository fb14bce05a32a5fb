package io.jenkins.plugins.intoto.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.SigstoreJs;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.remote.DockerRegistry;
import io.jenkins.plugins.intoto.engine.remote.StandInServer;
import io.jenkins.plugins.intoto.engine.remote.StandInSigstore;
import io.jenkins.plugins.intoto.engine.sigstore.OpensslTsa;
import io.jenkins.plugins.intoto.engine.sigstore.SignedBundles;
import io.jenkins.plugins.intoto.engine.sigstore.TrustMaterial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code attest} with services on a network. */
class AttestServicesTest {
    @TempDir
    Path directory;

    private Cli cli;
    private SignedBundles bundles;

    @BeforeEach
    void prepare() throws Exception {
        bundles = new SignedBundles();
        Files.write(directory.resolve("root.json"), bundles.trust().toJson());
        Files.writeString(directory.resolve("app"), "app");
        Files.writeString(directory.resolve("predicate.json"), "{\"a\":1}");
        Files.writeString(directory.resolve("token"), StandInSigstore.TOKEN + "\n");
        cli = Cli.in(directory).environment("PW", "pw");
        cli.run("keygen", "-t", "ecdsa", "alice").succeeded();
    }

    private StandInServer serve() throws Exception {
        // the certificate is valid from then on
        var services = new StandInSigstore(bundles, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        return new StandInServer(services::answer);
    }

    private Cli.Result attest(String... more) {
        var args = new ArrayList<>(List.of("attest", "-t", "https://example.com/x", "-p", "predicate.json"));
        args.addAll(List.of(more));
        return cli.run(args.toArray(String[]::new));
    }

    private String list(String... more) {
        var args = new ArrayList<>(List.of("bundle", "list", "app.intoto.jsonl", "--trusted-root", "root.json"));
        args.addAll(List.of(more));
        return cli.run(args.toArray(String[]::new)).succeeded().out();
    }

    @Test
    void aSignatureIsStampedAndLogged() throws Exception {
        try (var services = serve()) {
            attest("-k", "alice", "--tsa", services.uri() + "/tsa", "--rekor", services.uri() + "/rekor", "app")
                    .succeeded();
        }

        assertThat(list("-k", "alice.pub"))
                .startsWith("1: sigstore: https://example.com/x of app; signed by ")
                .contains(", seen at ");
        assertThat(Files.readString(directory.resolve("app.intoto.jsonl"))).contains("hashedrekord");
    }

    @Test
    void aTokenSignsInPlaceOfAKey() throws Exception {
        try (var services = serve()) {
            attest(
                            "--fulcio",
                            services.uri() + "/fulcio",
                            "--token-file",
                            "token",
                            "--tsa",
                            services.uri() + "/tsa",
                            "--rekor",
                            services.uri() + "/rekor",
                            "app")
                    .succeeded();
        }

        assertThat(list())
                .contains("; signed by " + SignedBundles.IDENTITY + " (https://jenkins.example/oidc), seen at ");
    }

    /** Fulcio is that of {@code @sigstore/mock}, and Sigstore's own verifier has the last word. */
    @Test
    @RequiresTool({Tool.NODE, Tool.OPENSSL})
    void aTokenIsEnoughForOthersToKnowWhoSigned() throws Exception {
        var tsa = new OpensslTsa(Files.createDirectory(directory.resolve("openssl")));
        var modules = Tool.packagesOfNode().toString();
        var claims = "{\"iss\":\"https://jenkins.example/oidc\",\"sub\":\"https://jenkins.example/job/api\"}";
        var encoder = Base64.getUrlEncoder().withoutPadding();
        Files.writeString(
                directory.resolve("token"), "e30." + encoder.encodeToString(claims.getBytes(UTF_8)) + ".e30\n");
        try (var services = new StandInServer((path, body) -> {
            if (path.equals("/tsa")) {
                return new StandInServer.Answer(200, tsa.respond(body));
            }
            assertThat(path).isEqualTo("/fulcio/api/v2/signingCert");
            var command = List.of("node", "src/test/node/fulcio.js", modules, directory.toString());
            return new StandInServer.Answer(
                    201,
                    InteropTools.run(Path.of(""), body, command).succeeded().output());
        })) {
            var uri = services.uri();
            attest("--fulcio", uri + "/fulcio", "--token-file", "token", "--tsa", uri + "/tsa", "app")
                    .succeeded();
        }
        var fulcio = Files.readAllBytes(directory.resolve("trusted_root.json")); // written by the script
        Files.write(
                directory.resolve("root.json"),
                new TrustMaterial().and(fulcio).timestamps(tsa.chain()).toJson());

        assertThat(list())
                .contains("; signed by https://jenkins.example/job/api (https://jenkins.example/oidc), seen at ");
        assertThat(SigstoreJs.verdict(
                        directory.resolve("app.intoto.jsonl"),
                        directory.resolve("root.json"),
                        0,
                        1,
                        1,
                        Optional.empty()))
                .isEqualTo("accepted https://jenkins.example/job/api");
    }

    @Test
    void aServiceThatIsNotThereLeavesNothingBehind() throws Exception {
        String gone;
        try (var services = serve()) {
            gone = services.uri().toString();
        }

        assertThat(attest("-k", "alice", "--tsa", gone, "app").failure()).contains(gone + ": cannot be reached");
        assertThat(directory.resolve("app.intoto.jsonl")).doesNotExist();
    }

    @Test
    @RequiresTool(Tool.DOCKER_REGISTRY)
    void anAttestationIsKeptBesideTheImage() throws Exception {
        try (var registry = new DockerRegistry(Files.createDirectory(directory.resolve("registry")), true)) {
            var image = registry.push("team/app").toString();
            String[] user = {"--registry-user", "alice", "--registry-password-env", "PW"};

            attest("-k", "alice", "--image", image, "--attach", "referrers", user[0], user[1], user[2], user[3])
                    .succeeded();
            var listed = cli.run(
                            "bundle",
                            "list",
                            "--from",
                            image,
                            "-o",
                            "got.jsonl",
                            "-k",
                            "alice.pub",
                            user[0],
                            user[1],
                            user[2],
                            user[3])
                    .succeeded();

            assertThat(listed.out())
                    .startsWith("1: sigstore: https://example.com/x of ")
                    .contains("; signed by ");
            assertThat(Files.readAllLines(directory.resolve("got.jsonl"))).hasSize(1);
            assertThat(cli.run("bundle", "list", "--from", image).failure()).contains("answered with status 401");
        }
    }

    @Test
    void optionsThatDoNotFitTogetherAreRefused() {
        assertThat(attest("app").usageError()).contains("give either --signing-key or --fulcio");
        assertThat(attest("--fulcio", "https://f.example", "app").usageError())
                .contains("--fulcio and a token, --token-file or --token-env, need each other");
        assertThat(attest("-k", "alice", "--tsa", "tsa.example", "app").usageError())
                .contains("--tsa needs an address of the web, not 'tsa.example'");
        assertThat(cli.run("bundle", "list").usageError()).contains("give bundles, or --from and an image");
    }
}
