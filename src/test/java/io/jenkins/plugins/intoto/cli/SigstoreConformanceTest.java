package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.intoto.engine.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sigstore's conformance suite, of which {@code -Dsigstore.conformance=DIR} names a copy. Cases without a trusted root of
 * their own are of the public instance, whose root {@code -Dsigstore.trusted-root=FILE} names.
 */
class SigstoreConformanceTest {
    private static final String IDENTITY =
            "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/"
                    + "workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";
    private static final String ISSUER = "https://token.actions.githubusercontent.com";
    private static final String NO_SUITE = "none";

    @TempDir
    private Path directory;

    static List<String> cases() throws IOException {
        var suite = System.getProperty("sigstore.conformance");
        if (suite == null) {
            return List.of(NO_SUITE);
        }
        try (Stream<Path> directories = Files.list(assets())) {
            return directories
                    .filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static Path assets() {
        return Path.of(System.getProperty("sigstore.conformance"), "test", "assets", "bundle-verify");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bundlesAreAcceptedThatTheSuiteAccepts(String name) throws Exception {
        assumeTrue(!name.equals(NO_SUITE), "-Dsigstore.conformance=DIR names no copy of sigstore-conformance");
        var files = assets().resolve(name);
        var artifact = Files.exists(files.resolve("artifact")) ? files.resolve("artifact") : assets().resolve("a.txt");
        var root = files.resolve("trusted_root.json");
        if (!Files.exists(root)) {
            var publicRoot = System.getProperty("sigstore.trusted-root");
            assumeTrue(publicRoot != null, "-Dsigstore.trusted-root=FILE does not name the public instance's root");
            root = Path.of(publicRoot);
        }
        var bundle = files.resolve("bundle.sigstore.json");

        var result = Files.readString(bundle).contains("\"dsseEnvelope\"")
                ? verifyAttestation(artifact, bundle, root)
                : verifyBlob(artifact, bundle, root, files);

        assertThat(result.code()).as(result.err()).isEqualTo(name.endsWith("_fail") ? 1 : 0);
        assertThat(result.err()).doesNotContain("internal error");
    }

    private Cli.Result verifyBlob(Path artifact, Path bundle, Path root, Path files) throws IOException {
        var command = Stream.of("bundle", "verify-blob", artifact, bundle, "--trusted-root", root);
        var key = files.resolve("key.pub");
        var signer = Files.exists(key)
                ? Stream.of("-k", key)
                : Stream.of(
                        "--certificate-identity",
                        text(files.resolve("identity"), IDENTITY),
                        "--certificate-oidc-issuer",
                        text(files.resolve("issuer"), ISSUER));
        return Cli.in(directory)
                .run(Stream.concat(command, signer).map(String::valueOf).toArray(String[]::new));
    }

    private static String text(Path file, String otherwise) throws IOException {
        return Files.exists(file) ? Files.readString(file).strip() : otherwise;
    }

    private Cli.Result verifyAttestation(Path artifact, Path bundle, Path root) throws IOException {
        var policy = directory.resolve("policy.yaml");
        var text = Map.of(
                "expires",
                "2100-01-01T00:00:00Z",
                "trustedRoots",
                Map.of("root", Files.readString(root)),
                "functionaries",
                Map.of(
                        "signer",
                        Map.of(
                                "keyType",
                                "sigstore",
                                "trustedRoot",
                                "root",
                                "identities",
                                List.of(Map.of("issuer", ISSUER, "subject", IDENTITY)))),
                "subjects",
                List.of(Map.of(
                        "subject",
                        List.of("*"),
                        "expectedPredicates",
                        List.of(Map.of(
                                "predicateType",
                                "https://slsa.dev/provenance/v1",
                                "functionaries",
                                List.of("signer"))))));
        Files.write(policy, Json.compact(text));
        return Cli.in(directory)
                .run(
                        "policy",
                        "verify",
                        "--unsigned-policy",
                        "-p",
                        "policy.yaml",
                        "-b",
                        bundle.toString(),
                        artifact.toString());
    }
}
