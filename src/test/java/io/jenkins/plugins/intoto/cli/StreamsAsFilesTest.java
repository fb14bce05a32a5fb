package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import io.jenkins.plugins.intoto.engine.predicate.Samples;
import io.jenkins.plugins.intoto.engine.remote.StandInRegistry;
import io.jenkins.plugins.intoto.engine.remote.StandInServer;
import io.jenkins.plugins.intoto.engine.remote.StandInSigstore;
import io.jenkins.plugins.intoto.engine.sigstore.SignedBundles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a command reads from a file, it reads from a pipe and from standard input too. */
class StreamsAsFilesTest {
    /** A use of each option and operand that is read; {@code @NAME} is the file that becomes a stream. */
    private static final List<String> USES = List.of(
            "run -n s -x --signing-key @alice",
            "run -n s -x --signing-key locked --password-file @passphrase",
            "record start -n s --signing-key @alice",
            "record start -n s --signing-key locked --password-file @passphrase",
            "record stop -n begun --signing-key @alice",
            "record stop -n begun-locked --signing-key locked --password-file @passphrase",
            "sign --file @root.layout --signing-key alice -o new",
            "sign --file root.layout --signing-key @alice -o new",
            "sign --file root.layout --signing-key locked locked --password-file @passphrase -o new",
            "sign --file root.layout --signing-key @alice.pub --verify",
            "verify --layout @root.layout --verification-keys alice.pub --link-dir links",
            "verify --layout root.layout --verification-keys @alice.pub --link-dir links",
            "verify app.bin --policy @gate.policy --verification-keys alice.pub",
            "verify app.bin --policy gate.policy --verification-keys @alice.pub",
            "verify app.bin --policy gate.policy --verification-keys alice.pub --bundle @app.bin.intoto.jsonl",
            "match-products --link @build.link --paths app.bin",
            "match-products --link build.link --paths app.bin --verification-keys @alice.pub",
            "keygen --password-file @passphrase new",
            "key id @alice",
            "key id @alice.pub",
            "key id locked --password-file @passphrase",
            "key convert @alice --to json -o new",
            "key convert @alice.pub --to json -o new",
            "key convert locked --password-file @passphrase -o new",
            "key convert alice --new-password-file @passphrase -o new",
            "layout new --functionary @alice.pub -o new --link-dir links build",
            "layout new --functionary alice.pub -o new --link-dir links --signing-key @alice build",
            "layout new --functionary alice.pub -o new --link-dir links --signing-key locked --password-file"
                    + " @passphrase build",
            "layout lint @root.layout",
            "layout show @root.layout",
            "attest --predicate @sbom.json --signing-key alice app.bin",
            "attest --predicate sbom.json --signing-key @alice app.bin",
            "attest --predicate sbom.json --signing-key locked --password-file @passphrase app.bin",
            "attest --predicate sbom.json --signing-key alice --checksums @SHA256SUMS -o new.jsonl",
            "attest --link @build.link --signing-key alice -o new.jsonl",
            "attest --statement @statement.json --signing-key alice -o new.jsonl",
            "statement lint @statement.json",
            "statement lint @app.bin.intoto.jsonl",
            "statement convert @statement.json -o new",
            "link convert @build.link",
            "link convert @link-statement.json",
            "bundle add @envelope.json -b new.jsonl",
            "bundle add @app.bin.intoto.jsonl -b new.jsonl",
            "bundle merge @app.bin.intoto.jsonl other.jsonl -o new.jsonl",
            "bundle split @app.bin.intoto.jsonl",
            "bundle filter @app.bin.intoto.jsonl -o new.jsonl",
            "bundle list @app.bin.intoto.jsonl",
            "bundle list app.bin.intoto.jsonl --verification-keys @alice.pub",
            "bundle list app.bin.intoto.jsonl other.jsonl --verification-keys @alice.pub",
            "bundle list app.bin.intoto.jsonl --verification-keys alice.pub --trusted-root @trusted_root.json",
            "bundle seal app.bin.intoto.jsonl --signing-key @alice",
            "bundle seal app.bin.intoto.jsonl --signing-key locked --password-file @passphrase",
            "bundle seal sealed.jsonl --signing-key @alice.pub --verify",
            "bundle seal @sealed.jsonl --signing-key alice.pub --verify",
            "timestamp @app.bin.intoto.jsonl --request new",
            "policy verify app.bin --policy @gate.policy --verification-keys alice.pub",
            "policy verify app.bin --policy gate.policy --verification-keys @alice.pub",
            "policy verify app.bin --policy gate.policy --verification-keys alice.pub --bundle @app.bin.intoto.jsonl",
            "policy verify app.bin --policy gate.policy --verification-keys alice.pub --summary new --verifier-id"
                    + " https://v.example --resource-uri pkg:a/b --policy-uri https://p.example --level CHECKED"
                    + " --summary-key @alice",
            "policy verify app.bin --policy gate.policy --verification-keys alice.pub --summary new --verifier-id"
                    + " https://v.example --resource-uri pkg:a/b --policy-uri https://p.example --level CHECKED"
                    + " --summary-key locked --password-file @passphrase",
            "policy lint @gate.yaml",
            "policy sign @gate.yaml --signing-key alice -o new",
            "policy sign gate.yaml --signing-key @alice -o new",
            "policy sign gate.yaml --signing-key locked --signing-key locked --password-file @passphrase -o new",
            "run -n s -x --signing-key held --certificate @held.pem",
            "record start -n s --signing-key held --certificate @held.pem",
            "record stop -n begun-held --signing-key held --certificate @held.pem",
            "sign --file root.layout --signing-key held --certificate @held.pem -o new",
            "sign --file held.link --signing-key root.pem --verify --intermediate @intermediate.pem",
            "verify --layout root.layout --verification-keys alice.pub --link-dir links --intermediate @intermediate.pem",
            "attest --predicate sbom.json --signing-key held --sigstore --certificate @held.pem app.bin",
            "bundle seal app.bin.intoto.jsonl --signing-key held --certificate @held.pem",
            "layout new --functionary alice.pub -o new --link-dir links --signing-key held --certificate @held.pem build",
            "attest --predicate sbom.json --fulcio SERVICES/fulcio --token-file @token --tsa SERVICES/tsa --rekor"
                    + " SERVICES/rekor app.bin",
            "attest --predicate sbom.json --signing-key alice --image REGISTRY/app@sha256:IMAGE --attach referrers"
                    + " --registry-user alice --registry-password-file @passphrase",
            "attest --predicate sbom.json --signing-key alice --image-file @image --attach referrers",
            "policy verify --policy gate.policy --verification-keys alice.pub --image-file @image",
            "policy verify --policy gate.policy --verification-keys alice.pub --image-file image --registry-user alice"
                    + " --registry-password-file @passphrase",
            "verify --policy gate.policy --verification-keys alice.pub --image-file @image",
            "verify --policy gate.policy --verification-keys alice.pub --image-file image --registry-user alice"
                    + " --registry-password-file @passphrase",
            "bundle list --from REGISTRY/app@sha256:IMAGE --registry-user alice --registry-password-file @passphrase",
            "statement lint statement.json --schema-file @object.schema.json",
            "timestamp envelope.json --response @envelope.tsr",
            "bundle verify-blob app.bin @blob.json --verification-keys held.pub",
            "bundle verify-blob app.bin blob.json --verification-keys @held.pub",
            "bundle verify-blob app.bin blob.json --verification-keys held.pub --trusted-root @trusted_root.json");

    /** Options whose files are written, or read as those above, but with a service or a certificate authority. */
    private static final Set<String> NOT_READ = Set.of(
            // the PIN of a token, which TokenKeysTest has
            "--password-file of key list",
            "--output",
            "--bundle of bundle add",
            "--report",
            "--svg",
            "--summary",
            "--request");

    /** The SHA-256 of {@code {}}. */
    private static final String IMAGE = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    private static StandInServer services;
    private static StandInRegistry registry;

    @TempDir
    static Path prepared;

    @TempDir
    Path directory;

    private final InputStream terminal = System.in;

    @BeforeAll
    static void prepare() throws Exception {
        var cli = Cli.in(prepared);
        Files.writeString(prepared.resolve("app.bin"), "hello");
        Files.writeString(prepared.resolve("passphrase"), "secret\n");
        cli.run("keygen", "-t", "ecdsa", "alice").succeeded();
        // made by others, who let a passphrase be guessed a hundred times as fast as keygen
        Files.copy(Path.of("src/test/resources/keys/protected/ec256.pbes2.pem"), prepared.resolve("locked"));
        Files.write(
                prepared.resolve("sbom.json"),
                Json.compact(Samples.statement("cyclonedx").predicate()));
        Files.write(prepared.resolve("statement.json"), Samples.bytes("provenance-v1"));
        Files.writeString(prepared.resolve("SHA256SUMS"), "5a".repeat(32) + "  a\n");
        cli.run("run", "-n", "build", "--signing-key", "alice", "-p", "app.bin", "-x", "-d", ".")
                .succeeded();
        Path link;
        try (var files = Files.list(prepared)) {
            link = files.filter(file -> file.toString().endsWith(".link"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.createDirectory(prepared.resolve("links"));
        Files.copy(link, prepared.resolve("links").resolve(link.getFileName()));
        Files.move(link, prepared.resolve("build.link"));
        cli.run("record", "start", "-n", "begun", "--signing-key", "alice").succeeded();
        cli.run("record", "start", "-n", "begun-locked", "--signing-key", "locked", "--password-file", "passphrase")
                .succeeded();
        cli.run(
                        "layout",
                        "new",
                        "--functionary",
                        "alice.pub",
                        "-o",
                        "root.layout",
                        "--link-dir",
                        "links",
                        "--signing-key",
                        "alice",
                        "build")
                .succeeded();
        cli.run("attest", "-p", "sbom.json", "-k", "alice", "app.bin").succeeded();
        cli.run("attest", "-p", "sbom.json", "-k", "alice", "app.bin").succeeded();
        cli.run("bundle", "filter", "app.bin.intoto.jsonl", "-o", "other.jsonl").succeeded();
        cli.run("bundle", "filter", "app.bin.intoto.jsonl", "-o", "sealed.jsonl")
                .succeeded();
        cli.run("bundle", "seal", "sealed.jsonl", "-k", "alice").succeeded();
        Files.writeString(
                prepared.resolve("envelope.json"),
                Files.readAllLines(prepared.resolve("other.jsonl")).get(0));
        cli.run("link", "convert", "build.link", "-o", "link-statement.json").succeeded();
        Files.writeString(
                prepared.resolve("trusted_root.json"),
                "{\"mediaType\":\"application/vnd.dev.sigstore.trustedroot+json;version=0.1\",\"tlogs\":[]}");
        Files.writeString(
                prepared.resolve("gate.yaml"),
                "expires: 2099-01-01T00:00:00Z\nfunctionaries:\n  alice:\n    keyType: ecdsa\n    keyVal:\n"
                        + "      public: |\n"
                        + Files.readString(prepared.resolve("alice.pub")).indent(8)
                        + "subjects:\n  - subject: ['*']\n    expectedPredicates:\n"
                        + "      - predicateType: https://cyclonedx.org/bom\n        functionaries: [alice]\n");
        cli.run("policy", "sign", "gate.yaml", "-k", "alice", "-o", "gate.policy")
                .succeeded();
        prepareCertificatesAndServices();
    }

    private static void prepareCertificatesAndServices() throws Exception {
        var cli = Cli.in(prepared);
        var files = Map.of(
                "root.pem", "certificates/root.pem",
                "intermediate.pem", "certificates/intermediate.pem",
                "held.pem", "certificates/leaf.pem",
                "held", "private/ec256.pkcs8.pem",
                "held.pub", "public/ec256.spki.pem");
        for (var file : files.entrySet()) {
            Files.copy(Path.of("src/test/resources/keys", file.getValue()), prepared.resolve(file.getKey()));
        }
        cli.run("record", "start", "-n", "begun-held", "--signing-key", "held").succeeded();
        cli.run("sign", "-f", "build.link", "-k", "held", "--certificate", "held.pem", "-o", "held.link")
                .succeeded();
        Files.writeString(prepared.resolve("object.schema.json"), "{\"type\": \"object\"}");
        var envelope = Json.parseObject(
                Files.readAllBytes(prepared.resolve("envelope.json")), "envelope.json", JsonLimits.DEFAULT);
        var bundles = new SignedBundles();
        Files.write(
                prepared.resolve("envelope.tsr"),
                bundles.tsa.stamp(envelope.objects("signatures").get(0).base64("sig"), Instant.now()));
        var key = KeyFiles.readPrivate(prepared.resolve("held"), PassphraseSource.NONE);
        var signature = key.forAttestations().sign(out -> Files.copy(prepared.resolve("app.bin"), out));
        Files.write(
                prepared.resolve("blob.json"),
                Json.compact(Map.of(
                        "mediaType", "application/vnd.dev.sigstore.bundle.v0.3+json",
                        "messageSignature",
                                Map.of("signature", Base64.getEncoder().encodeToString(signature)),
                        "verificationMaterial", Map.of("publicKey", Map.of("hint", "")))));
        Files.writeString(prepared.resolve("token"), StandInSigstore.TOKEN + "\n");
        var sigstore = new StandInSigstore(bundles, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        services = new StandInServer(sigstore::answer);
        registry = new StandInRegistry();
        var push = HttpRequest.newBuilder(URI.create("http://" + registry.host() + "/v2/app/manifests/sha256:" + IMAGE))
                .header("Content-Type", "application/vnd.oci.image.manifest.v1+json")
                .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(push, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(201);
        Files.writeString(prepared.resolve("image"), registry.host() + "/app@sha256:" + IMAGE + "\n");
        cli.run("attest", "-p", "sbom.json", "-k", "alice", "--image-file", "image", "--attach", "referrers")
                .succeeded();
    }

    @AfterAll
    static void stopServices() {
        services.close();
        registry.close();
    }

    @BeforeEach
    void copy() throws Exception {
        try (var files = Files.walk(prepared)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = directory.resolve(prepared.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    @AfterEach
    void restore() {
        System.setIn(terminal);
    }

    private static Stream<String> uses() {
        return USES.stream();
    }

    private static String streamed(String use) {
        return Arrays.stream(use.split(" "))
                .filter(word -> word.startsWith("@"))
                .findFirst()
                .orElseThrow();
    }

    private Cli.Result run(String use) {
        return Cli.in(directory)
                .run(use.replace("SERVICES", services.uri().toString())
                        .replace("REGISTRY", registry.host())
                        .replace("IMAGE", IMAGE)
                        .split(" "));
    }

    @ParameterizedTest
    @MethodSource("uses")
    void standardInputIsReadForAFile(String use) throws Exception {
        var file = streamed(use);
        var content = new ByteArrayInputStream(Files.readAllBytes(directory.resolve(file.substring(1))));
        System.setIn(content);

        run(use.replace(file, "-")).succeeded();

        assertThat(content.available()).isZero();
    }

    @ParameterizedTest
    @MethodSource("uses")
    @RequiresTool(Tool.COREUTILS)
    void aPipeIsReadForAFile(String use) throws Exception {
        var file = streamed(use);
        var content = Files.readAllBytes(directory.resolve(file.substring(1)));
        InteropTools.runIn(directory, "mkfifo", "pipe").succeeded();
        var writer = new Thread(() -> {
            try {
                Files.write(directory.resolve("pipe"), content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.setDaemon(true);
        writer.start();

        run(use.replace(file, "pipe")).succeeded();

        writer.join();
    }

    @Test
    void everyFileThatIsReadIsAmongTheUses() {
        var missing = new TreeSet<String>();
        for (var name : Commands.NAMES) {
            for (var option :
                    Commands.named(name).orElseThrow().syntax().spec(name).options()) {
                var longName = option.longestName();
                if (Set.of("FILE", "KEY", "BUNDLE", "LINK").contains(option.paramLabel())
                        && !NOT_READ.contains(longName)
                        && !NOT_READ.contains(longName + " of " + name)
                        && USES.stream()
                                .noneMatch(use -> use.startsWith(name + " ") && use.contains(longName + " @"))) {
                    missing.add(longName + " of " + name);
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attest -p - -k - app.bin",
                "sign -f - -k alice - -o new",
                "bundle merge - - -o new",
                "policy verify -p - -k - app.bin"
            })
    void standardInputIsReadOnceOnly(String use) throws Exception {
        System.setIn(new ByteArrayInputStream(Files.readAllBytes(directory.resolve("alice"))));

        var result = run(use);

        assertThat(result.code()).isNotZero();
        assertThat(directory.resolve("new")).doesNotExist();
    }

    @Test
    void twoUsesOfStandardInputAreRefusedBeforeAnythingIsRead() throws Exception {
        var content = new ByteArrayInputStream(Files.readAllBytes(directory.resolve("sbom.json")));
        System.setIn(content);
        int length = content.available();

        assertThat(run("attest -p - -k - app.bin").usageError()).contains("- is standard input, which only one");
        assertThat(content.available()).isEqualTo(length);
        run("run -n s -k alice -- echo - - -").succeeded();
    }

    @Test
    void theLimitsOfFilesHoldForStreams() throws Exception {
        System.setIn(endless());
        assertThat(run("key id -").failure()).contains("-: is not a key: it is larger than");
        System.setIn(endless());
        assertThat(run("policy lint -").failure()).contains("-: is larger than");
        System.setIn(endless());
        assertThat(run("bundle add - -b new --line-limit 1").failure()).contains("-: is larger than 1048576 bytes");
        assertThat(directory.resolve("new")).doesNotExist();
    }

    @Test
    void aSarifFileFromAStreamHasNoName() throws Exception {
        System.setIn(
                new ByteArrayInputStream("{\"version\": \"2.1.0\", \"runs\": []}".getBytes(StandardCharsets.UTF_8)));

        run("attest -t sarif -p - -k alice app.bin -o new.jsonl").succeeded();

        var envelope =
                Json.parseObject(Files.readAllBytes(directory.resolve("new.jsonl")), "new.jsonl", JsonLimits.DEFAULT);
        assertThat(new String(envelope.base64("payload"), StandardCharsets.UTF_8))
                .contains("reportDigestSet")
                .doesNotContain("reportFileName");
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, (byte) 'x');
                return length;
            }
        };
    }

    @Test
    void nothingIsWrittenToAStream() throws Exception {
        for (var use : List.of(
                "sign -f - -k alice",
                "sign -f root.layout -k alice -o -",
                "bundle add envelope.json -b -",
                "bundle seal - -k alice",
                "timestamp - --response app.bin",
                "policy sign gate.yaml -k alice -o -")) {
            System.setIn(new ByteArrayInputStream(
                    Files.readAllBytes(directory.resolve(use.startsWith("sign") ? "root.layout" : "other.jsonl"))));
            assertThat(run(use).failure()).as(use).contains("-: is standard input, which nothing can be written to");
        }
    }

    @Test
    void aSubjectFromAStreamNeedsAName() throws Exception {
        assertThat(run("attest -p sbom.json -k alice -o new -").failure())
                .contains("-: is a stream, which has no name to attest", "--subject");
        assertThat(run("policy verify -p gate.policy -k alice.pub -b other.jsonl -")
                        .failure())
                .contains("-: is a stream, which has no name", "--subject");
    }

    @Test
    @RequiresTool(Tool.BASH)
    void whatAShellSubstitutesForACommandIsRead() throws Exception {
        var command = new ArrayList<>(List.of(
                "bash", "-c", "\"$@\" attest -p <(cat sbom.json) -k <(cat alice) app.bin -o new.jsonl", "bash"));
        command.addAll(Cli.process());

        InteropTools.runIn(directory, command.toArray(String[]::new)).succeeded();

        assertThat(Files.readAllLines(directory.resolve("new.jsonl"))).hasSize(1);
    }
}
