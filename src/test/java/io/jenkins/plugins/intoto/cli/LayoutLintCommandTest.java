package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutLintCommandTest {
    @TempDir
    static Path keys;

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void prepare() {
        project = Project.in(directory, keys, "-t", "ed25519")
                .expires(Instant.now().plus(Duration.ofDays(100)));
    }

    private Cli.Result lint(String... more) {
        var args = new java.util.ArrayList<>(java.util.List.of("layout", "lint", "root.layout"));
        args.addAll(java.util.List.of(more));
        return project.run(args.toArray(String[]::new));
    }

    @Test
    void aSoundLayoutIsFine() throws Exception {
        project.unsignedLayout("root.layout", EnvelopeFormat.DSSE);

        assertThat(lint("--strict").succeeded().out())
                .isEqualTo(directory.resolve("root.layout") + ": nothing found; the layout is not signed\n");
        assertThat(lint("-q").succeeded().out()).isEmpty();
    }

    @Test
    void warningsFailOnRequest() throws Exception {
        project.expires(Instant.now().plusSeconds(3600)).layout();

        assertThat(lint().succeeded().out())
                .startsWith("warning: layout: it expires soon")
                .contains("1 warning\n");
        assertThat(lint("--strict").code()).isEqualTo(1);
    }

    @Test
    void errorsFailAndStandFirst() throws Exception {
        project.expires(Instant.now().minusSeconds(1))
                .inspection("look", Project.rules("DISALLOW *"), "true")
                .layout();

        var result = lint();

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines().map(line -> line.replaceFirst(" .*", "")))
                .containsExactly("error:", "warning:", "note:", directory.resolve("root.layout") + ":");
        assertThat(result.out()).endsWith(": 1 error, 1 warning, 1 note\n");
    }

    @Test
    void malformedRulesAreFailures() throws Exception {
        Project.tamper(project.unsignedLayout("root.layout", EnvelopeFormat.METABLOCK), "\"CREATE\"", "\"CREAT\"");

        assertThat(lint().failure()).contains("root.layout: ", "/steps/0/expected_products/0", "CREAT");
    }

    @Test
    void whatIsNoLayoutIsNamed() throws Exception {
        project.step("s", "alice", java.util.List.of("-x"));
        Files.writeString(directory.resolve("garbage"), "garbage");
        var link = project.link("s", "alice").toString();

        for (var command : new String[] {"lint", "show"}) {
            assertThat(project.run("layout", command, link).failure()).contains(link, "a layout is needed");
            assertThat(project.run("layout", command, "garbage").failure()).contains("garbage");
            assertThat(project.run("layout", command, "missing").failure()).contains("missing");
            assertThat(project.run("layout", command, ".").failure()).contains("directory");
            assertThat(project.run("layout", command).usageError()).contains("FILE");
        }
    }

    @Test
    void aLayoutIsShownAsText() throws Exception {
        project.expires(Instant.parse("2100-01-01T00:00:00Z"))
                .inspection("look", Project.rules("ALLOW a", "DISALLOW *"), "tar", "xf", "app.tar")
                .layout();

        var out = project.run("layout", "show", "root.layout").succeeded().out();

        assertThat(out)
                .contains("root.layout: layout, Metablock")
                .contains("signature by " + project.signer("owner").publicKey().keyId())
                .contains("expires at 2100-01-01T00:00:00Z, in ")
                .contains("  " + project.signer("bob").publicKey().keyId() + "  ed25519, ed25519\n")
                .contains("step 'pack'\n  by "
                        + project.signer("bob").publicKey().keyId().shortForm() + "; needed: 1\n")
                .contains("  materials\n    1. MATCH app.txt WITH PRODUCTS FROM write\n    2. DISALLOW *\n")
                .contains("inspection 'look'\n  runs: tar xf app.tar\n  materials: no rules, anything passes\n");
    }

    @Test
    void anUnsignedLayoutIsShownToo() throws Exception {
        Files.writeString(directory.resolve("bare"), """
                {"_type": "layout", "expires": "2000-01-01T00:00:00Z", "keys": {}, "readme": "first\\nsecond",
                 "steps": [{"name": "s", "pubkeys": [], "expected_products": [["ALLOW", "with blank"]]}], "inspect": []}""");

        assertThat(project.run("layout", "show", "bare").succeeded().out())
                .contains("not signed", "expired at 2000-01-01T00:00:00Z", "| first\n| second\n", "by no key")
                .contains("1. ALLOW \"with blank\"");
    }
}
