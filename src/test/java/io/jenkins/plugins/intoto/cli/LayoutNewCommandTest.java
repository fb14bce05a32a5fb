package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.model.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutNewCommandTest {
    @TempDir
    static Path keys;

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void build() throws Exception {
        project =
                Project.in(directory, keys, "-t", "ed25519", "--format", "json").build();
    }

    private Cli.Result propose(String... more) {
        var args = new ArrayList<>(List.of("layout", "new", "-o", "root.layout"));
        args.addAll(List.of("--functionary", project.publicKey("alice"), "--functionary", project.publicKey("bob")));
        args.addAll(Arrays.asList(more));
        return project.run(args.toArray(String[]::new));
    }

    private Envelope envelope() throws Exception {
        return EnvelopeReader.read(directory.resolve("root.layout"), JsonLimits.DEFAULT);
    }

    private Layout layout() throws Exception {
        return (Layout) envelope().payload();
    }

    @Test
    void whatWasRecordedSatisfiesTheLayout() throws Exception {
        var result = propose("write", "pack").succeeded();
        assertThat(result.out()).contains("root.layout", "2 steps", "not signed");
        assertThat(result.err()).isEmpty();
        assertThat(envelope().signatures()).isEmpty();

        project.run("sign", "-f", "root.layout", "-k", project.key("owner")).succeeded();
        project.verify().succeeded();
    }

    @Test
    void whatWasTamperedWithDoesNotSatisfyTheLayout() throws Exception {
        propose("--signing-key", project.key("owner"), "write", "pack").succeeded();
        project.verify().succeeded();
        Files.writeString(directory.resolve("app.txt"), "evil");
        project.step("pack", "bob", List.of("-m", "app.txt", "-x"));

        assertThat(project.verify().code()).isEqualTo(1);
    }

    @Test
    @RequiresTool(Tool.IN_TOTO)
    void theReferenceAgrees() throws Exception {
        propose("--signing-key", project.key("owner"), "write", "pack").succeeded();
        var verify =
                new String[] {"in-toto-verify", "-l", "root.layout", "-k", project.publicKey("owner"), "-t", "ed25519"};
        InteropTools.runIn(directory, verify).succeeded();
        Files.writeString(directory.resolve("app.txt"), "evil");
        project.step("pack", "bob", List.of("-m", "app.txt", "-x"));

        assertThat(InteropTools.runIn(directory, verify).exitCode()).isEqualTo(1);
    }

    @Test
    void itExpiresInNinetyDaysUnlessToldOtherwise() throws Exception {
        propose("write").succeeded();
        assertThat(Duration.between(Instant.now(), layout().expires()).toHours())
                .isBetween(90L * 24 - 1, 90L * 24);
        propose("--force", "--expires-in", "7", "write").succeeded();
        assertThat(Duration.between(Instant.now(), layout().expires()).toHours())
                .isBetween(7L * 24 - 1, 7L * 24);
        propose("--force", "--expires", "2035-01-02T03:04:05Z", "write").succeeded();
        assertThat(layout().expires()).isEqualTo(Instant.parse("2035-01-02T03:04:05Z"));

        assertThat(propose("--expires", "soon", "write").usageError()).contains("'soon'");
        assertThat(propose("--expires", "2035-01-02T03:04:05Z", "--expires-in", "1", "write")
                        .usageError())
                .contains("exclude each other");
    }

    @Test
    void itCanBeADsseEnvelopeWithWords() throws Exception {
        propose("--use-dsse", "--readme", "for release 1", "write").succeeded();

        assertThat(envelope().format()).isEqualTo(EnvelopeFormat.DSSE);
        assertThat(layout().readme()).isEqualTo("for release 1");
    }

    @Test
    void linksCanLieInAnotherDirectory() throws Exception {
        var links = Files.createDirectory(directory.resolve("links"));
        var link = project.link("write", "alice");
        Files.move(link, links.resolve(link.getFileName()));

        assertThat(propose("write").failure()).contains("no link of step 'write'");
        assertThat(propose("--link-dir", "nowhere", "write").failure()).contains("nowhere");
        propose("--link-dir", "links", "write").succeeded();
    }

    @Test
    void remarksAreWarnings() throws Exception {
        assertThat(propose("pack", "write").succeeded().err())
                .contains("warning: step 'write' uses nothing of the steps before it");
    }

    @Test
    void aLayoutThatExistsIsNotReplaced() throws Exception {
        Files.writeString(directory.resolve("root.layout"), "precious");

        assertThat(propose("write").failure()).contains("root.layout: exists already");
        assertThat(directory.resolve("root.layout")).hasContent("precious");
    }

    @Test
    void linksOfStrangersMakeNoLayout() throws Exception {
        project.step("extra", "mallory", List.of("-x"));

        assertThat(propose("write", "extra").failure())
                .contains(project.link("extra", "mallory").toString(), "no valid signature");
        assertThat(directory.resolve("root.layout")).doesNotExist();
    }

    @Test
    void aRenamedLinkMakesNoLayout() throws Exception {
        Files.move(project.link("write", "alice"), project.link("wrong", "alice"));

        assertThat(propose("wrong").failure()).contains("link of step 'write'");
    }

    @Test
    void garbageIsNamed() throws Exception {
        Files.writeString(project.link("write", "alice"), "garbage");
        assertThat(propose("write").failure())
                .contains(project.link("write", "alice").toString());

        assertThat(propose().usageError()).contains("STEP");
        assertThat(project.run("layout", "new", "-k", "missing", "-o", "x", "pack")
                        .failure())
                .contains("missing");
        assertThat(project.run("layout", "new", "-k", project.publicKey("bob"), "pack")
                        .usageError())
                .contains("--output");
    }
}
