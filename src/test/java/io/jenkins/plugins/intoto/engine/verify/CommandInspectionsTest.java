package io.jenkins.plugins.intoto.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.model.Inspection;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.record.RecordingWarning;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandInspectionsTest {
    private static final Duration ENOUGH = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    private CommandInspections inspections() {
        return new CommandInspections(directory, ENOUGH);
    }

    private static Inspection inspection(String... run) {
        return new Inspection("look", List.of(), List.of(), List.of(run));
    }

    @Test
    void theDirectoryIsRecordedBeforeAndAfter() throws Exception {
        Files.writeString(directory.resolve("f"), "f");

        var link = inspections().run(inspection("sh", "-c", "echo new > g; rm f"));

        assertThat(link.name()).isEqualTo("look");
        assertThat(link.command()).containsExactly("sh", "-c", "echo new > g; rm f");
        assertThat(link.materials().toMap()).containsOnlyKeys("f");
        assertThat(link.products().toMap()).containsOnlyKeys("g");
        assertThat(link.byproducts()).isEqualTo(Map.of("return-value", 0L, "stdout", "", "stderr", ""));
    }

    @Test
    void whatTheReferenceLeavesOutIsLeftOut() throws Exception {
        Files.createDirectory(directory.resolve(".git"));
        Files.writeString(directory.resolve(".git/config"), "x");
        Files.writeString(directory.resolve("build.12345678.link"), "x");
        Files.writeString(directory.resolve("f"), "x");

        assertThat(inspections().run(inspection("true")).materials().toMap()).containsOnlyKeys("f");
    }

    @Test
    void aFailingCommandIsToldByItsExitCode() throws Exception {
        assertThat(inspections().run(inspection("sh", "-c", "exit 3")).returnValue())
                .hasValue(3);
    }

    @Test
    void anInspectionWithoutACommandFails() {
        assertThatThrownBy(() -> inspections().run(inspection()))
                .isInstanceOf(InspectionFailedException.class)
                .hasMessage("has no command to run");
    }

    @Test
    void aMissingProgramFails() {
        assertThatThrownBy(() -> inspections().run(inspection("no-such-program")))
                .isInstanceOf(InspectionFailedException.class)
                .hasMessageContaining("no-such-program");
    }

    @Test
    void aCommandThatTakesTooLongIsKilled() {
        var inspections = new CommandInspections(directory, Duration.ofMillis(200));

        assertThatThrownBy(() -> inspections.run(inspection("sleep", "60")))
                .isInstanceOf(InspectionFailedException.class)
                .hasMessageContaining("longer than 0.2 s");
    }

    @Test
    void outputIsShownToWhoWantsIt() throws Exception {
        var shown = new ByteArrayOutputStream();

        var link = inspections()
                .showing(new PrintStream(shown, true, StandardCharsets.UTF_8))
                .run(inspection("sh", "-c", "echo out; echo err >&2"));

        assertThat(shown.toString(StandardCharsets.UTF_8).lines()).containsExactlyInAnyOrder("out", "err");
        assertThat(link.byproducts()).containsEntry("stdout", "").containsEntry("stderr", "");
    }

    @Test
    void linksAreKeptOnRequest() throws Exception {
        Files.createDirectory(directory.resolve("links"));

        var link = inspections().keepingLinksIn(directory.resolve("links")).run(inspection("true"));

        var kept = EnvelopeReader.read(directory.resolve("links/look.link"), JsonLimits.DEFAULT);
        assertThat(kept.signatures()).isEmpty();
        assertThat(((Link) kept.payload()).products()).isEqualTo(link.products());
        inspections().run(inspection("true"));
        assertThat(directory.resolve("look.link")).doesNotExist();
    }

    @Test
    void aLinkThatCannotBeKeptFails() {
        assertThatThrownBy(() -> inspections()
                        .keepingLinksIn(directory.resolve("nowhere"))
                        .run(inspection("true")))
                .isInstanceOf(InspectionFailedException.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void whatIsLeftOutIsWarnedOf() throws Exception {
        Files.createSymbolicLink(directory.resolve("broken"), Path.of("nowhere"));
        var warnings = new ArrayList<RecordingWarning>();

        inspections().onWarning(warnings::add).run(inspection("true"));

        assertThat(warnings).extracting(RecordingWarning::path).containsOnly("broken");
    }

    @Test
    void anInspectionDoesNotInheritWhatIsWithheld() throws Exception {
        assumeTrue(System.getenv("HOME") != null, "there is no variable HOME here");

        assertThat(inspections()
                        .withholding(Set.of("HOME"))
                        .run(inspection("sh", "-c", "test -z ${HOME+set}"))
                        .returnValue())
                .hasValue(0);
        assertThat(inspections()
                        .run(inspection("sh", "-c", "test -z ${HOME+set}"))
                        .returnValue())
                .hasValue(1);
    }
}
