package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.model.Link;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reference's tools, as Debian packages them, write is understood here, and the other way round. */
@RequiresTool(Tool.IN_TOTO)
class DebianInteropTest {
    /** A directory for the keys of each type, since RSA keys take long to make. */
    @TempDir
    static Path allKeys;

    private static final Map<String, Path> KEYS = new HashMap<>();

    @TempDir
    Path directory;

    @BeforeAll
    static void makeDirectories() throws Exception {
        for (var type : List.of("rsa", "ed25519")) {
            KEYS.put(type, Files.createDirectory(allKeys.resolve(type)));
        }
    }

    /** A project whose keys are of a type, in the format that Debian's tools read. */
    private Project project(String type) {
        return Project.in(directory, KEYS.get(type), "-t", type, "--format", type.equals("rsa") ? "pem" : "json");
    }

    private InteropTools.Result debian(String... command) throws Exception {
        return InteropTools.runIn(directory, command);
    }

    private InteropTools.Result debianVerify(Project project, String type, String... more) throws Exception {
        var command = new ArrayList<>(
                List.of("in-toto-verify", "-l", "root.layout", "-k", project.publicKey("owner"), "-t", type));
        command.addAll(List.of(more));
        return debian(command.toArray(String[]::new));
    }

    private void debianStep(Project project, String type, String name, String signer, String... rest) throws Exception {
        var command = new ArrayList<>(List.of("in-toto-run", "-n", name, "-k", project.key(signer), "-t", type));
        command.addAll(Arrays.asList(rest));
        debian(command.toArray(String[]::new)).succeeded();
    }

    private void debianBuild(Project project, String type) throws Exception {
        debianStep(project, type, "write", "alice", "-p", "app.txt", "--", "sh", "-c", "echo hello > app.txt");
        debianStep(project, type, "pack", "bob", "-m", "app.txt", "-p", "app.tar", "--", "cp", "app.txt", "app.tar");
    }

    private Link link(Path file) throws Exception {
        return (Link) EnvelopeReader.read(file, JsonLimits.DEFAULT).payload();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ed25519"})
    void ourSupplyChainVerifiesThere(String type) throws Exception {
        var project = project(type).build().layout();

        debianVerify(project, type).succeeded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ed25519"})
    void ourTamperedLinkFailsThere(String type) throws Exception {
        var project = project(type).build().layout();
        Project.tamper(project.link("pack", "bob"), "\"app.tar\": {", "\"app.zip\": {");

        assertThat(debianVerify(project, type).exitCode()).isEqualTo(1);
        assertThat(project.verify().code()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ed25519"})
    void ourTamperedProductFailsThere(String type) throws Exception {
        var project = project(type).build().layout();
        Files.writeString(directory.resolve("app.txt"), "evil");
        project.step("pack", "bob", List.of("-m", "app.txt", "-x"));

        var theirs = debianVerify(project, type);
        assertThat(theirs.exitCode()).isEqualTo(1);
        assertThat(theirs.error()).contains("app.txt");
        assertThat(project.verify().code()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ed25519"})
    void theirSupplyChainVerifiesHere(String type) throws Exception {
        var project = project(type);
        debianBuild(project, type);
        project.unsignedLayout("root.layout", EnvelopeFormat.METABLOCK);
        debian("in-toto-sign", "-f", "root.layout", "-k", project.key("owner"), "-t", type)
                .succeeded();

        project.verify().succeeded();
        debianVerify(project, type).succeeded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ed25519"})
    void theirTamperedLinkFailsHere(String type) throws Exception {
        var project = project(type).layout();
        debianBuild(project, type);
        project.verify().succeeded();
        Project.tamper(project.link("pack", "bob"), "\"app.tar\": {", "\"app.zip\": {");

        var result = project.verify();
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("invalid signature");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ed25519"})
    void theirTamperedProductFailsHere(String type) throws Exception {
        var project = project(type).layout();
        debianBuild(project, type);
        Files.writeString(directory.resolve("app.txt"), "evil");
        debianStep(project, type, "pack", "bob", "-m", "app.txt", "-x");

        var result = project.verify();
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("material app.txt differs from the product of step 'write'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ed25519"})
    void aTamperedLayoutFailsOnBothSides(String type) throws Exception {
        var project = project(type).build().layout();
        Project.tamper(directory.resolve("root.layout"), "\"app.txt\"", "\"*\"");

        assertThat(debianVerify(project, type).exitCode()).isEqualTo(1);
        assertThat(project.verify().err()).contains("signature by key").contains("not valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ed25519"})
    void aStepStartedHereIsStoppedThere(String type) throws Exception {
        var project = project(type);
        Files.writeString(directory.resolve("f"), "before");
        project.run("record", "start", "-n", "edit", "-k", project.key("alice"), "-m", "f")
                .succeeded();
        Files.writeString(directory.resolve("f"), "after");
        debian("in-toto-record", "stop", "-n", "edit", "-k", project.key("alice"), "-t", type, "-p", "f")
                .succeeded();

        assertThat(link(project.link("edit", "alice")).products().find("f")).isPresent();
        project.run(
                        "sign",
                        "-f",
                        project.link("edit", "alice").toString(),
                        "--verify",
                        "-k",
                        project.publicKey("alice"))
                .succeeded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ed25519"})
    void aStepStartedThereIsStoppedHere(String type) throws Exception {
        var project = project(type);
        Files.writeString(directory.resolve("f"), "before");
        debian("in-toto-record", "start", "-n", "edit", "-k", project.key("alice"), "-t", type, "-m", "f")
                .succeeded();
        Files.writeString(directory.resolve("f"), "after");
        project.run("record", "stop", "-n", "edit", "-k", project.key("alice"), "-p", "f")
                .succeeded();

        var link = project.link("edit", "alice");
        assertThat(link(link).products().find("f"))
                .isNotEqualTo(link(link).materials().find("f"));
        debian("in-toto-sign", "-f", link.toString(), "--verify", "-k", project.publicKey("alice"), "-t", type)
                .succeeded();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ed25519"})
    void signaturesOfBothStandSideBySide(String type) throws Exception {
        var project = project(type).layout();
        debian("in-toto-sign", "-f", "root.layout", "-a", "-k", project.key("alice"), "-t", type)
                .succeeded();
        project.run("sign", "-f", "root.layout", "-a", "-k", project.key("bob")).succeeded();

        project.run(
                        "sign",
                        "-f",
                        "root.layout",
                        "--verify",
                        "-k",
                        project.publicKey("owner"),
                        project.publicKey("alice"),
                        project.publicKey("bob"))
                .succeeded();
        debian(
                        "in-toto-sign",
                        "-f",
                        "root.layout",
                        "--verify",
                        "-k",
                        project.publicKey("owner"),
                        project.publicKey("alice"),
                        project.publicKey("bob"),
                        "-t",
                        type,
                        type,
                        type)
                .succeeded();
    }

    @Test
    void bothRecordTheSame() throws Exception {
        var project = project("rsa");
        Files.createDirectories(directory.resolve("src/deep/er"));
        for (var file : List.of("src/a", "src/b.pyc", "src/deep/er/c d", "src/deep/ä", "old~", "x.link")) {
            Files.writeString(directory.resolve(file), file);
        }
        Files.createSymbolicLink(directory.resolve("linked"), Path.of("src/deep"));
        for (var options : List.of(
                List.of("-m", "."),
                List.of("-m", "src", "linked", "src/../src//a"),
                List.of("-m", ".", "--exclude", "deep", "*.link"),
                List.of("-m", "deep", "--base-path", "src"),
                List.of("-m", "src", "--lstrip-paths", "src/"))) {
            project.step("here", "alice", options, "-x");
            debianStep(project, "rsa", "there", "alice", concatenated(options, List.of("-x")));

            assertThat(link(project.link("here", "alice")).materials())
                    .as("%s", options)
                    .isEqualTo(link(project.link("there", "alice")).materials());
            Files.delete(project.link("here", "alice"));
            Files.delete(project.link("there", "alice"));
        }
    }

    private static String[] concatenated(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all.toArray(String[]::new);
    }

    @Test
    void bothWriteTheSameLink() throws Exception {
        var project = project("rsa");
        var command = List.of("-p", "out", "--", "sh", "-c", "echo o; echo e >&2; echo x > out; exit 3");
        project.step("s", "alice", command, "-s", "--exit-zero");
        var ours = link(project.link("s", "alice"));
        debianStep(project, "rsa", "s", "alice", concatenated(List.of("-s"), command));

        assertThat(link(project.link("s", "alice"))).isEqualTo(ours);
    }

    @Test
    void bothRunInspectionsAlike() throws Exception {
        var project = project("rsa")
                .build()
                .inspection("look", Project.rules("ALLOW *"), "touch", "seen")
                .layout();

        debianVerify(project, "rsa").succeeded();
        var theirs = link(directory.resolve("look.link"));
        Files.delete(directory.resolve("seen"));
        project.verify("--run-inspections", "--keep-inspection-links").succeeded();

        assertThat(link(directory.resolve("look.link"))).isEqualTo(theirs);
    }

    @Test
    void ourProtectedKeySignsThere() throws Exception {
        var project = project("rsa");
        project.run("keygen", "-t", "rsa", "-P", "correct horse", "carol").succeeded();
        debian("in-toto-run", "-n", "s", "-k", "carol", "-P", "correct horse", "-x")
                .succeeded();
        try (var links = Files.newDirectoryStream(directory, "s.*.link")) {
            project.run("sign", "-f", links.iterator().next().toString(), "--verify", "-k", "carol.pub")
                    .succeeded();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ed25519", "ecdsa"})
    void theirKeysAreReadHere(String type) throws Exception {
        debian("in-toto-keygen", "-t", type, "dave").succeeded();
        debian("in-toto-run", "-n", "s", "-k", "dave", "-t", type, "-x").succeeded();
        var id = Cli.in(directory)
                .run("key", "id", "--rule", "legacy", "dave.pub")
                .succeeded()
                .out()
                .strip();
        var link = directory.resolve("s." + id.substring(0, 8) + ".link").toString();

        Cli.in(directory).run("sign", "-f", link, "--verify", "-k", "dave.pub").succeeded();
        Cli.in(directory).run("sign", "-f", link, "-k", "dave").succeeded();
        debian("in-toto-sign", "-f", link, "--verify", "-k", "dave.pub", "-t", type)
                .succeeded();
    }
}
