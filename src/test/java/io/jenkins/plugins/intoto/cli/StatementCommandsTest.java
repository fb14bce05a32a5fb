package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.cli.option.MetadataFile;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.predicate.Samples;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementCommandsTest {
    @TempDir
    Path directory;

    private Cli.Result run(String... args) {
        return Cli.in(directory).run(args);
    }

    private Path sample(String name) throws Exception {
        return Files.write(directory.resolve(name + ".json"), Samples.bytes(name));
    }

    private static String envelope(byte[] payload, String type) {
        return "{\"payload\": \"" + Base64.getEncoder().encodeToString(payload) + "\", \"payloadType\": \"" + type
                + "\", \"signatures\": []}";
    }

    @Test
    void aSoundStatementIsFine() throws Exception {
        sample("provenance-v1");

        var result = run("statement", "lint", "provenance-v1.json").succeeded();

        assertThat(result.out().lines()).containsExactly(directory.resolve("provenance-v1.json") + ": nothing found");
        assertThat(run("statement", "lint", "-q", "provenance-v1.json")
                        .succeeded()
                        .out())
                .isEmpty();
    }

    @Test
    void defectsAreErrorsWithTheirPlace() throws Exception {
        var file = directory.resolve("common.json");
        Files.write(file, Samples.bytes("provenance-v1"));
        Project.tamper(file, "\"id\": \"https://ci.example.com/in-toto/controller-signed/v1\",", "");

        var result = run("statement", "lint", "common.json");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().lines())
                .containsExactly(
                        "error: " + file + ": /predicate/runDetails/builder: has no \"id\"", file + ": 1 error");
    }

    @Test
    void aTextThatIsNoStatementIsAnErrorToo() throws Exception {
        Files.writeString(directory.resolve("s.json"), "{\"type\": \"https://in-toto.io/Statement/v1\"}");

        var result = run("statement", "lint", "s.json");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("error: ", "/type: is taken for \"_type\" by some readers");
    }

    @Test
    void warningsFailOnRequest() throws Exception {
        sample("cosign-vuln");

        assertThat(run("statement", "lint", "cosign-vuln.json").succeeded().out())
                .contains("warning: ", "/predicate/metadata/scanFinishedOn: is a time that is not in UTC")
                .contains("note: ", "/_type: is version 0.1");
        assertThat(run("statement", "lint", "--strict", "cosign-vuln.json").code())
                .isEqualTo(1);
    }

    @Test
    void everyLineOfABundleIsChecked() throws Exception {
        var type = "application/vnd.in-toto+json";
        Files.writeString(
                directory.resolve("a.intoto.jsonl"),
                String.join(
                        "\n",
                        envelope(Samples.bytes("provenance-v1"), type),
                        "garbage",
                        envelope("{}".getBytes(), "text/plain"),
                        envelope("{}".getBytes(), "application/vnd.in-toto.vulns+json")));

        var result = run("statement", "lint", "a.intoto.jsonl");

        var file = directory.resolve("a.intoto.jsonl").toString();
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().lines().map(line -> line.replaceFirst("(JSON): .*", "$1")))
                .containsExactly(
                        "warning: " + file + ", line 2: is not valid JSON",
                        "warning: " + file + ", line 3: holds no statement but text/plain",
                        "error: " + file + ", line 4: has no \"_type\"",
                        file + ": 1 error, 2 warnings in 2 statements");
    }

    @Test
    void whatCannotBeReadIsAFailure() throws Exception {
        Files.writeString(directory.resolve("s.json"), "[");

        assertThat(run("statement", "lint", "s.json").failure()).contains("s.json: is not valid JSON");
        assertThat(run("statement", "lint", "missing.json").failure()).contains("missing.json: no such file");
        assertThat(run("statement", "lint", "missing.jsonl").failure()).contains("missing.jsonl: no such file");
        assertThat(run("statement", "lint").usageError()).contains("FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--use-dsse", "--quiet"})
    void aLinkBecomesAnAttestationAndBack(String option) throws Exception {
        run("keygen", "-t", "ed25519", "alice").succeeded();
        Files.writeString(directory.resolve("p"), "p");
        run("run", "-n", "build", "-x", "-k", "alice", "-p", "p", option).succeeded();
        var link = linkFile();

        run("link", "convert", link, "-o", "build.json").succeeded();
        run("link", "convert", "build.json", "-o", "again.link").succeeded();

        assertThat(Statement.read(Files.readAllBytes(directory.resolve("build.json")), "s", JsonLimits.DEFAULT)
                        .predicateType())
                .isEqualTo("https://in-toto.io/attestation/link/v0.3");
        assertThat(MetadataFile.read(directory.resolve("again.link")).payload())
                .isEqualTo(MetadataFile.read(directory.resolve(link)).payload());
        run("sign", "-f", "again.link", "-k", "alice", "-o", "signed.link").succeeded();
        run("sign", "-f", "signed.link", "-k", "alice.pub", "--verify").succeeded();
        assertThat(run("link", "convert", "build.json").succeeded().out()).startsWith("{\n \"_type\": \"link\"");
        assertThat(run("link", "convert", "--to", "link", link).failure()).endsWith("is a link already");
        assertThat(run("link", "convert", "--to", "attestation", "build.json").failure())
                .endsWith("is an attestation already");
        assertThat(run("link", "convert", "--to", "paper", "build.json").usageError())
                .contains("not 'paper'");
    }

    private String linkFile() throws Exception {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".link"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aSignedAttestationBecomesALink() throws Exception {
        Files.writeString(
                directory.resolve("a.intoto.jsonl"),
                envelope(Samples.bytes("link"), "application/vnd.in-toto+json") + "\n");
        Files.writeString(
                directory.resolve("a.json"), envelope(Samples.bytes("cosign-link"), "application/vnd.in-toto+json"));
        sample("svr");

        assertThat(run("link", "convert", "a.intoto.jsonl").succeeded().out()).contains("\"src/main.c\"");
        assertThat(run("link", "convert", "a.json").succeeded().out()).contains("\"src/main.c\"");
        assertThat(run("link", "convert", "svr.json").failure()).contains("/predicateType: is not that of a link");
    }

    @Test
    void aBundleOfSeveralDoesNotTellWhichIsMeant() throws Exception {
        var line = envelope(Samples.bytes("link"), "application/vnd.in-toto+json") + "\n";
        Files.writeString(directory.resolve("a.jsonl"), line + line);
        Files.writeString(directory.resolve("b.jsonl"), "");

        assertThat(run("link", "convert", "a.jsonl").failure()).endsWith("has 2 statements, just one is needed");
        assertThat(run("link", "convert", "b.jsonl").failure()).endsWith("has no statement");
    }

    @Test
    void aStatementBecomesAMessageAndBack() throws Exception {
        sample("summary");

        run("statement", "convert", "--to", "protobuf", "summary.json", "-o", "s.pb")
                .succeeded();
        run("statement", "convert", "--to", "json", "s.pb", "-o", "again.json").succeeded();

        var again = Statement.read(Files.readAllBytes(directory.resolve("again.json")), "s", JsonLimits.DEFAULT);
        assertThat(again.predicate()).isEqualTo(Samples.statement("summary").predicate());
        assertThat(run("statement", "convert", "--to", "json", "summary.json", "-o", "x")
                        .failure())
                .contains("summary.json: is not a message of protocol buffers");
        assertThat(run("statement", "convert", "--to", "xml", "summary.json", "-o", "x")
                        .usageError())
                .contains("--to is protobuf or json, not 'xml'");
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void aFileWithoutAnyStatementIsNotFoundSound() throws Exception {
        Files.writeString(directory.resolve("empty.intoto.jsonl"), "");
        Files.writeString(directory.resolve("text.intoto.jsonl"), "garbage\n");

        var empty = run("statement", "lint", "empty.intoto.jsonl");
        var text = run("statement", "lint", "text.intoto.jsonl");

        assertThat(empty.code()).isEqualTo(1);
        assertThat(empty.out()).isEqualTo(directory.resolve("empty.intoto.jsonl") + ": no statement found\n");
        assertThat(text.code()).isEqualTo(1);
        assertThat(text.out()).endsWith("text.intoto.jsonl: 1 warning, no statement found\n");
    }

    private Path statement(String name, String type, String predicate) throws Exception {
        return Files.writeString(
                directory.resolve(name),
                "{\"_type\": \"https://in-toto.io/Statement/v1\", \"subject\": [{\"name\": \"app\", \"digest\": {\"sha256\": \""
                        + "ab".repeat(32) + "\"}}], \"predicateType\": \"" + type + "\", \"predicate\": " + predicate
                        + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.3", "1.4", "1.5", "1.6"})
    void aCycloneDxDocumentIsHeldAgainstTheSchemaOfItsVersionOnRequest(String version) throws Exception {
        var file = statement(
                "bom.json",
                "https://cyclonedx.org/bom",
                "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"" + version
                        + "\", \"version\": 1, \"metadata\": {\"timestamp\": \"2026-01-01T00:00:00Z\"}, \"components\":"
                        + " [{\"type\": \"library\", \"name\": \"a\", \"version\": \"1\", \"licences\": []}]}");

        run("statement", "lint", "bom.json").succeeded();
        var result = run("statement", "lint", "--schema", "bom.json");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("error: " + file + ": /predicate/components/0: breaks the schema")
                .contains("licences");
        Project.tamper(file, ", \"licences\": []", "");
        run("statement", "lint", "--schema", "bom.json").succeeded();
    }

    @Test
    void spdxDocumentsAreHeldAgainstTheSchemasOfTheirVersions() throws Exception {
        var sound =
                "{\"spdxVersion\": \"SPDX-2.3\", \"dataLicense\": \"CC0-1.0\", \"SPDXID\": \"SPDXRef-DOCUMENT\", \"name\":"
                        + " \"a\", \"documentNamespace\": \"https://example.com/a\", \"creationInfo\": {\"created\":"
                        + " \"2026-01-01T00:00:00Z\", \"creators\": [\"Tool: a\"]}, \"packages\": [{\"SPDXID\": \"SPDXRef-a\","
                        + " \"name\": \"a\", \"downloadLocation\": \"NOASSERTION\"}]}";
        statement("sound.json", "https://spdx.dev/Document", sound);
        statement("broken.json", "https://spdx.dev/Document", sound.replace("\"NOASSERTION\"", "1"));

        run("statement", "lint", "--schema", "sound.json").succeeded();
        assertThat(run("statement", "lint", "--schema", "broken.json").out())
                .contains("/predicate/packages/0/downloadLocation: breaks the schema (type)");
    }

    @Test
    void aVersionWithoutASchemaIsNoSuccess() throws Exception {
        var file = statement(
                "bom.json",
                "https://cyclonedx.org/bom",
                "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"9.9\", \"version\": 1}");

        assertThat(run("statement", "lint", "--schema", "bom.json").out())
                .contains(
                        "error: " + file
                                + ": /predicate: is of a version whose schema does not come with this program; --schema-file names it");
    }

    @Test
    void aSchemaThatIsNamedHoldsForEveryPredicateAndFindsOthersBesideIt() throws Exception {
        statement("a.json", "https://example.com/a/v1", "{\"count\": 1}");
        Files.writeString(directory.resolve("numbers.json"), "{\"type\": \"integer\", \"minimum\": 2}");
        Files.writeString(
                directory.resolve("schema.json"),
                "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"properties\": {\"count\": {\"$ref\":"
                        + " \"numbers.json\"}}}");

        assertThat(run("statement", "lint", "--schema-file", "schema.json", "a.json")
                        .out())
                .contains("/predicate/count: breaks the schema (minimum)");
        Files.delete(directory.resolve("numbers.json"));
        assertThat(run("statement", "lint", "--schema-file", "schema.json", "a.json")
                        .failure())
                .endsWith("schema.json: is not a usable JSON schema, or refers to one that does not exist");
        assertThat(run("statement", "lint", "--schema-file", "missing.json", "a.json")
                        .failure())
                .contains("missing.json: no such file");
    }

    @Test
    void bareStatementsAmongTheLinesOfABundleAreChecked() throws Exception {
        var file = Files.writeString(
                directory.resolve("bare.intoto.jsonl"),
                "{\"_type\":\"nonsense\",\"subject\":[],\"predicateType\":\"\",\"predicate\":{}}\n");

        var result = run("statement", "lint", "bare.intoto.jsonl");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("error: " + file + ", line 1: /_type").doesNotContain("no statement found");
    }

    @Test
    void aBundleWithoutAnythingToCheckIsNoSuccess() throws Exception {
        Files.writeString(directory.resolve("none.intoto.jsonl"), "{\"some\": \"thing\"}\n");

        var result = run("statement", "lint", "none.intoto.jsonl");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("no statement found");
    }
}
