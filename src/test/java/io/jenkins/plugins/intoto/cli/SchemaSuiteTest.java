package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CycloneDX's own valid and invalid documents, of which {@code -Dcyclonedx.specification=DIR} names a copy. */
class SchemaSuiteTest {
    @TempDir
    private Path directory;

    @Test
    void documentsAreRefusedThatTheSpecificationCallsInvalid() throws Exception {
        var suite = System.getProperty("cyclonedx.specification");
        assumeTrue(suite != null, "-Dcyclonedx.specification=DIR names no copy of CycloneDX/specification");
        var wrong = new ArrayList<String>();
        int invalid = 0;
        int valid = 0;
        for (var file : documents(Path.of(suite))) {
            boolean isValid = file.getFileName().toString().startsWith("valid");
            var result = lint(file, Path.of(suite, "schema"));
            if ((result.code() == 0) != isValid) {
                wrong.add(file + "\n" + result.out() + result.err());
            }
            valid += isValid ? 1 : 0;
            invalid += isValid ? 0 : 1;
        }

        assertThat(wrong)
                .as(invalid + " invalid documents, " + valid + " valid ones")
                .isEmpty();
        assertThat(invalid).isPositive();
    }

    private static List<Path> documents(Path suite) throws IOException {
        try (Stream<Path> files = Files.walk(suite.resolve("tools/src/test/resources"))) {
            return files.filter(file -> file.getFileName().toString().matches("(in)?valid-.*\\.json"))
                    .sorted()
                    .toList();
        }
    }

    /** The document as a predicate; 1.7, whose schema comes with nothing, by a schema that is named. */
    private Cli.Result lint(Path file, Path schemas) throws Exception {
        var statement = Map.of(
                "_type",
                "https://in-toto.io/Statement/v1",
                "subject",
                List.of(Map.of("name", "app", "digest", Map.of("sha256", "ab".repeat(32)))),
                "predicateType",
                "https://cyclonedx.org/bom",
                "predicate",
                Json.parse(Files.readAllBytes(file), file.toString(), JsonLimits.DEFAULT));
        Files.write(directory.resolve("bom.json"), Json.compact(statement));
        var version = file.getParent().getFileName().toString();
        return version.equals("1.7")
                ? Cli.in(directory)
                        .run(
                                "statement",
                                "lint",
                                "bom.json",
                                "--schema-file",
                                schemas.resolve("bom-1.7.schema.json")
                                        .toAbsolutePath()
                                        .toString())
                : Cli.in(directory).run("statement", "lint", "--schema", "bom.json");
    }
}
