package io.jenkins.plugins.intoto.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.predicate.StatementLint;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provenance that the build writes of itself. */
class BuildProvenanceIT {
    private static final Path TARGET = Path.of("target");

    @Test
    void itSaysOfEveryArchiveFromWhatItWasBuilt() throws Exception {
        var file = TARGET.resolve("in-toto-attestation.provenance.json");
        var statement = Statement.read(Files.readAllBytes(file), file.toString(), JsonLimits.DEFAULT);

        assertThat(StatementLint.check(statement)).isEmpty();
        assertThat(statement.predicateType()).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat(statement.subjects())
                .extracting(subject -> subject.name().orElseThrow())
                .hasSize(4)
                .contains("in-toto-attestation.hpi", "in-toto.jar")
                .anyMatch(name -> name.endsWith(".tar.gz"))
                .anyMatch(name -> name.endsWith("_all.deb"));
        for (var subject : statement.subjects()) {
            var archive = Files.readAllBytes(TARGET.resolve(subject.name().orElseThrow()));
            assertThat(subject.digest().value("sha256")).contains(BillOfMaterials.sha256(archive));
        }
        var definition = (Map<?, ?>) statement.predicate().get("buildDefinition");
        assertThat(definition.get("externalParameters"))
                .extracting("source.uri")
                .isEqualTo("git+https://github.com/jenkinsci/in-toto-attestation-plugin");
        assertThat((List<?>) definition.get("resolvedDependencies"))
                .extracting(dependency -> (String) ((Map<?, ?>) dependency).get("uri"))
                .anyMatch(uri -> uri.startsWith("pkg:maven/info.picocli/picocli@"))
                .doesNotHaveDuplicates();
    }

    @Test
    void itIsSignedByTheCommandThatIsDocumented(@TempDir Path folder) throws Exception {
        var documented = Pattern.compile("(?m)^bin/in-toto (attest --statement .*)$")
                .matcher(Files.readString(Path.of("CONTRIBUTING.md")));
        assertThat(documented.find()).isTrue();
        Files.copy(
                TARGET.resolve("in-toto-attestation.provenance.json"),
                Files.createDirectory(folder.resolve("target")).resolve("in-toto-attestation.provenance.json"));

        inToto(folder, "keygen", "KEY");
        inToto(folder, documented.group(1).split(" "));

        assertThat(folder.resolve("provenance.intoto.jsonl")).content().hasLineCount(1);
    }

    private static void inToto(Path folder, String... words) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                TARGET.resolve("in-toto.jar").toAbsolutePath().toString()));
        command.addAll(List.of(words));
        InteropTools.runIn(folder, command.toArray(String[]::new)).succeeded();
    }
}
