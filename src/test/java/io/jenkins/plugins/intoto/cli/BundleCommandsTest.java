package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCommandsTest {
    private static final String UNKNOWN = "{\"some\": \"thing\"}";

    @TempDir
    Path directory;

    private Cli cli;

    @BeforeEach
    void makeKeys() {
        cli = Cli.in(directory);
        cli.run("keygen", "-t", "ed25519", "alice").succeeded();
        cli.run("keygen", "-t", "ed25519", "bob").succeeded();
    }

    private DsseEnvelope message(String type, String subject, String key) throws Exception {
        var statement = Statement.of(
                List.of(ResourceDescriptor.of(subject, DigestMap.of(Map.of("sha256", "ab".repeat(32))))),
                type,
                Map.of());
        var signer = KeyFiles.readPrivate(directory.resolve(key), PassphraseSource.NONE);
        return DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, statement.toJson(), signer.forAttestations());
    }

    private String envelope(String type, String subject, String key) throws Exception {
        return new String(message(type, subject, key).toJson(), StandardCharsets.UTF_8);
    }

    private String sigstore(String type, String subject, String key) throws Exception {
        return new String(SigstoreBundle.of(message(type, subject, key)).toJson(), StandardCharsets.UTF_8);
    }

    private Path write(String name, String... lines) throws Exception {
        return Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n");
    }

    private List<String> lines(String name) throws Exception {
        return Files.readAllLines(directory.resolve(name));
    }

    private String keyId(String key) throws Exception {
        return KeyFiles.readPublic(directory.resolve(key + ".pub")).keyId().value();
    }

    @Test
    void singleFilesAreMovedToABundle() throws Exception {
        var envelope = envelope("https://example.com/a", "app", "alice");
        var pretty = Json.pretty(Json.parse(envelope.getBytes(StandardCharsets.UTF_8), "e", JsonLimits.DEFAULT));
        Files.write(directory.resolve("one.json"), pretty);
        write("two.sigstore.json", sigstore("https://example.com/b", "app", "alice"));
        write("more.intoto.jsonl", UNKNOWN, envelope);

        cli.run("bundle", "add", "-b", "app.intoto.jsonl", "one.json", "two.sigstore.json", "more.intoto.jsonl")
                .succeeded();

        assertThat(lines("app.intoto.jsonl"))
                .containsExactly(envelope, sigstore("https://example.com/b", "app", "alice"), UNKNOWN, envelope);
    }

    @Test
    void whatIsNoAttestationIsNotAdded() throws Exception {
        write("metablock.json", "{\"signatures\":[],\"signed\":{}}");
        write("other.json", UNKNOWN);

        assertThat(cli.run("bundle", "add", "-b", "b.jsonl", "metablock.json").failure())
                .endsWith("metablock.json: is a Metablock; a bundle has DSSE envelopes and Sigstore bundles");
        assertThat(cli.run("bundle", "add", "-b", "b.jsonl", "other.json").failure())
                .endsWith("other.json: has no \"signatures\"");
        assertThat(directory.resolve("b.jsonl")).doesNotExist();
    }

    @Test
    void bundlesAreMerged() throws Exception {
        var a = envelope("https://example.com/a", "app", "alice");
        var b = envelope("https://example.com/b", "app", "alice");
        write("1.jsonl", a, UNKNOWN);
        write("2.jsonl", UNKNOWN, b, a);

        cli.run("bundle", "merge", "1.jsonl", "2.jsonl", "-o", "1.jsonl").succeeded();

        assertThat(lines("1.jsonl")).containsExactly(a, UNKNOWN, b);
    }

    @Test
    void aMissingBundleLeavesTheTargetAsItWas() throws Exception {
        write("1.jsonl", UNKNOWN);

        assertThat(cli.run("bundle", "merge", "1.jsonl", "none.jsonl", "-o", "1.jsonl")
                        .failure())
                .endsWith("none.jsonl: no such file");
        assertThat(lines("1.jsonl")).containsExactly(UNKNOWN);
    }

    @Test
    void aBundleIsSplitIntoFiles() throws Exception {
        var a = envelope("https://example.com/a", "app", "alice");
        var b = sigstore("https://example.com/b", "app", "alice");
        write("app.intoto.jsonl", a, UNKNOWN, b);
        Files.createDirectory(directory.resolve("out"));

        var result = cli.run("bundle", "split", "app.intoto.jsonl", "-d", "out").succeeded();

        assertThat(result.err()).startsWith("warning: left out: ").contains("line 2: has no \"signatures\"");
        assertThat(lines("out/app.1.json")).containsExactly(a);
        assertThat(lines("out/app.3.sigstore.json")).containsExactly(b);
        try (var files = Files.list(directory.resolve("out"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void linesAreFilteredByTypeSubjectAndKey() throws Exception {
        var a = envelope("https://slsa.dev/provenance/v0.2", "app", "alice");
        var b = sigstore("https://example.com/b", "lib", "bob");
        write("all.jsonl", a, b, UNKNOWN);

        for (var conditions : List.of(
                List.of("-t", "https://slsa.dev/provenance/v0.2"),
                List.of("-s", "app"),
                List.of("--keyid", keyId("alice").substring(0, 8)),
                List.of(
                        "-s",
                        "ab".repeat(32),
                        "-t",
                        "https://slsa.dev/provenance/v0.2",
                        "-t",
                        "https://example.com/none"))) {
            var args = new java.util.ArrayList<>(List.of("bundle", "filter", "-o", "some.jsonl"));
            args.addAll(conditions);
            args.add("all.jsonl");
            cli.run(args.toArray(String[]::new)).succeeded();

            assertThat(lines("some.jsonl")).as(conditions.toString()).containsExactly(a);
        }
        cli.run("bundle", "filter", "all.jsonl", "-o", "some.jsonl", "-s", "app", "--invert")
                .succeeded();
        assertThat(lines("some.jsonl")).containsExactly(b, UNKNOWN);
    }

    @Test
    void theClaimsOfLinesAreListed() throws Exception {
        write(
                "all.jsonl",
                envelope("https://example.com/a", "app", "alice"),
                sigstore("https://example.com/b", "lib\u202e", "bob"),
                UNKNOWN);

        var result = cli.run("bundle", "list", "all.jsonl").succeeded();

        assertThat(result.out().lines())
                .containsExactly(
                        "1: envelope: https://example.com/a of app; claims to be signed by " + keyId("alice"),
                        "2: sigstore: https://example.com/b of lib\\u202e; claims to be signed by " + keyId("bob"),
                        "3: unknown: has no \"signatures\"");
    }

    @Test
    void withKeysItIsListedWhoSigned() throws Exception {
        write(
                "all.jsonl",
                envelope("https://example.com/a", "app", "alice"),
                sigstore("https://example.com/b", "lib", "bob"));

        var one = cli.run("bundle", "list", "all.jsonl", "-k", "alice.pub");
        var both = cli.run("bundle", "list", "all.jsonl", "-k", "alice.pub", "bob.pub")
                .succeeded();

        assertThat(one.code()).isEqualTo(1);
        assertThat(one.out().lines())
                .containsExactly(
                        "1: envelope: https://example.com/a of app; signed by alice.pub ("
                                + keyId("alice").substring(0, 8) + ")",
                        "2: sigstore: https://example.com/b of lib; not accepted: no trusted key made the signature, or what"
                                + " it covers was changed");
        assertThat(both.out())
                .contains("2: sigstore: https://example.com/b of lib; signed by bob.pub ("
                        + keyId("bob").substring(0, 8) + ")");
    }

    @Test
    void aSealShowsWhenALineIsTakenAway() throws Exception {
        var a = envelope("https://example.com/a", "app", "alice");
        write("b.jsonl", a, UNKNOWN);
        String[] check = {"bundle", "seal", "b.jsonl", "-k", "alice.pub", "--verify"};

        assertThat(cli.run(check).out()).endsWith("b.jsonl: there is no seal\n");
        cli.run("bundle", "seal", "b.jsonl", "-k", "alice").succeeded();
        assertThat(cli.run(check).succeeded().out()).endsWith("b.jsonl: the seal on line 3 is intact\n");
        var others = cli.run("bundle", "seal", "b.jsonl", "-k", "bob.pub", "--verify");
        assertThat(others.code()).isEqualTo(1);
        assertThat(others.out()).endsWith("b.jsonl: the seal on line 3 is not by that key\n");

        cli.run("bundle", "filter", "b.jsonl", "-o", "b.jsonl", "-s", "app").succeeded();
        var broken = cli.run(check);
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.out()).contains("the seal on line 2 names lines that are not there, by SHA-256: ");
    }

    @Test
    void withKeysAListingInWhichNothingWasVerifiedFails() throws Exception {
        write("empty.jsonl");
        write("readme.jsonl", "# Read me", UNKNOWN);
        write("good.jsonl", envelope("https://example.com/a", "app", "alice"), UNKNOWN);

        for (var bundle : List.of("empty.jsonl", "readme.jsonl")) {
            var result = cli.run("bundle", "list", bundle, "-k", "alice.pub");
            assertThat(result.code()).as(bundle).isEqualTo(1);
            assertThat(result.err()).endsWith(bundle + ": no line was verified\n");
        }
        cli.run("bundle", "list", "empty.jsonl").succeeded();
        cli.run("bundle", "list", "good.jsonl", "-k", "alice.pub").succeeded();
        assertThat(cli.run("bundle", "list", "good.jsonl", "readme.jsonl", "-k", "alice.pub")
                        .err())
                .endsWith("readme.jsonl: no line was verified\n");
    }

    @Test
    void aRefusedLineIsNamedWhateverElseWasVerified() throws Exception {
        write(
                "all.jsonl",
                envelope("https://example.com/a", "app", "alice"),
                envelope("https://example.com/a", "app", "bob"));

        assertThat(cli.run("bundle", "list", "all.jsonl", "-k", "alice.pub").err())
                .endsWith("all.jsonl: line 2 was not accepted, 1 verified\n");
        assertThat(cli.run("bundle", "list", "all.jsonl", "-k", "carol.pub").code())
                .isEqualTo(1);
    }
}
