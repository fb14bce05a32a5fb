package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.model.CertificateConstraint;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyCommandTest {
    @TempDir
    static Path keys;

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void build() throws IOException {
        project = Project.in(directory, keys, "-t", "ed25519").build();
    }

    private static void assertFailed(Cli.Result result, String sentence) {
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("FAILED").contains(sentence).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @EnumSource
    void aSupplyChainAsTheLayoutDemandsPasses(EnvelopeFormat format) throws Exception {
        var result = project.layout(format).verify().succeeded();

        assertThat(result.out()).startsWith("PASSED").contains("2 steps");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void successIsSilentOnRequest() throws Exception {
        var result = project.layout().verify("-q").succeeded();

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEmpty();
    }

    @Test
    void verbosityTellsOfEachStep() throws Exception {
        assertThat(project.layout().verify("-v").succeeded().out()).contains("step 'write'", "step 'pack'");
    }

    @Test
    void aKeyOfTheOwnerIsCalledByItsFile() throws Exception {
        assertThat(project.layout().verify("-v").succeeded().out()).contains("signed by owner.pub (");
    }

    @Test
    void aProductThatWasChangedBetweenStepsFails() throws Exception {
        project.layout();
        Files.writeString(directory.resolve("app.txt"), "evil\n");
        project.step("pack", "bob", java.util.List.of("-m", "app.txt", "-x"));

        assertFailed(project.verify(), "material app.txt differs from the product of step 'write'");
    }

    @Test
    void aLinkThatWasChangedFails() throws Exception {
        Project.tamper(project.layout().link("pack", "bob"), "app.tar", "app.zip");

        assertFailed(project.verify(), "invalid signature");
    }

    @Test
    void aSublayoutIsRefusedOnRequest() throws Exception {
        project.layout();
        Files.copy(directory.resolve("root.layout"), directory.resolve("other.layout"));
        project.run("sign", "-f", "other.layout", "-k", project.key("bob")).succeeded();
        Files.move(directory.resolve("other.layout"), project.link("pack", "bob"), StandardCopyOption.REPLACE_EXISTING);

        assertFailed(project.verify("--no-sublayouts"), "it is a sublayout, which is not allowed for this step");
        assertFailed(project.verify(), "its sublayout ");
    }

    @Test
    void aMissingLinkFails() throws Exception {
        Files.delete(project.layout().link("pack", "bob"));

        assertFailed(project.verify(), "step 'pack'");
    }

    @Test
    void aLayoutOfSomebodyElseFails() throws Exception {
        project.layout();

        assertFailed(
                project.run("verify", "-l", "root.layout", "-k", project.publicKey("mallory")),
                "there is no signature by key");
    }

    @Test
    void eachGivenKeyMustHaveSigned() throws Exception {
        project.layout();
        var both = new String[] {
            "verify", "-l", "root.layout", "-k", project.publicKey("owner"), project.publicKey("mallory")
        };

        assertThat(project.run(both).code()).isEqualTo(1);
        project.run("sign", "-f", "root.layout", "-a", "-k", project.key("mallory"))
                .succeeded();
        project.run(both).succeeded();
    }

    @Test
    void anExpiredLayoutFails() throws Exception {
        project.expires(Instant.parse("2020-01-01T00:00:00Z")).layout();

        assertFailed(project.verify(), "expired at 2020-01-01T00:00:00Z");
    }

    @Test
    void linksAreFoundInAnotherDirectory() throws Exception {
        var links = Files.createDirectory(directory.resolve("links"));
        project.layout();
        for (var link : java.util.List.of(project.link("write", "alice"), project.link("pack", "bob"))) {
            Files.move(link, links.resolve(link.getFileName()));
        }

        project.verify("--link-dir", "links").succeeded();
        assertThat(project.verify().code()).isEqualTo(1);
    }

    @Test
    void parametersAreFilledIn() throws Exception {
        project.packedFrom("{NAME}.txt").layout();

        project.verify("--substitute", "NAME=app").succeeded();
        assertFailed(project.verify("--substitute", "NAME=other"), "app.txt");
        assertFailed(project.verify("--substitute", "OTHER=app"), "NAME");
        assertThat(project.verify().code()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NAME", "=value", ""})
    void aParameterHasANameAndAValue(String text) throws Exception {
        assertThat(project.layout().verify("--substitute", text).usageError()).contains("NAME=VALUE");
    }

    @Test
    void aParameterHasOneValue() throws Exception {
        assertThat(project.layout().verify("--substitute", "A=1", "A=2").usageError())
                .contains("two values for 'A'");
    }

    @Test
    void anotherCommandIsWarnedOfOrFails() throws Exception {
        project.expectedPackCommand("tar", "cf", "app.tar").layout();

        assertThat(project.verify().succeeded().out()).contains("warning", "expected was \"tar cf app.tar\"");
        assertFailed(project.verify("--strict-commands"), "expected was");
    }

    @Test
    void inspectionsAreRefusedUnlessAllowed() throws Exception {
        project.inspection("look", Project.rules(), "touch", "ran").layout();

        assertFailed(project.verify(), "inspections");
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void inspectionsRunOnRequest() throws Exception {
        project.inspection("look", Project.rules("MATCH app.tar WITH PRODUCTS FROM pack", "ALLOW *"), "touch", "ran")
                .layout();

        project.verify("--run-inspections").succeeded();
        assertThat(directory.resolve("ran")).exists();
        assertThat(directory.resolve("look.link")).doesNotExist();
    }

    @Test
    void inspectionsRunInAnotherDirectoryAndLeaveLinksOnRequest() throws Exception {
        Files.createDirectory(directory.resolve("delivery"));
        project.inspection("look", Project.rules("CREATE ran", "DISALLOW *"), "touch", "ran")
                .layout();

        project.verify("--run-inspections", "--inspection-dir", "delivery", "--keep-inspection-links")
                .succeeded();
        assertThat(directory.resolve("delivery/ran")).exists();
        assertThat(directory.resolve("delivery/look.link")).exists();
    }

    @Test
    void anInspectionThatTakesTooLongFails() throws Exception {
        project.inspection("look", Project.rules(), "sleep", "60").layout();

        assertFailed(project.verify("--run-inspections", "--inspection-timeout", "1"), "longer than 1 s");
    }

    @Test
    void theOutputOfInspectionsIsForTheVerbose() throws Exception {
        project.inspection("look", Project.rules(), "echo", "seen").layout();

        assertThat(project.verify("--run-inspections").succeeded().err()).isEmpty();
        assertThat(project.verify("--run-inspections", "-v").succeeded().err()).isEqualTo("seen\n");
    }

    @Test
    void optionsOfInspectionsNeedTheirPermission() throws Exception {
        project.layout();

        assertThat(project.verify("--inspection-dir", ".").usageError()).contains("--run-inspections");
        assertThat(project.verify("--run-inspections", "--inspection-timeout", "0")
                        .usageError())
                .contains("greater than 0");
        assertThat(project.verify("--run-inspections", "--inspection-dir", "nowhere")
                        .failure())
                .contains("nowhere");
    }

    @Test
    void reportsAreWrittenWhetherItPassedOrNot() throws Exception {
        project.layout()
                .verify("--report", "passed.json", "--report", "passed.SVG")
                .succeeded();
        Files.delete(project.link("pack", "bob"));
        project.verify("--report", "failed.json");

        assertThat(directory.resolve("passed.json")).content().contains("\"passed\": true");
        assertThat(directory.resolve("passed.SVG")).content().contains("<svg", "pack");
        assertThat(directory.resolve("failed.json")).content().contains("\"passed\": false");
    }

    @Test
    void aReportTellsThatThereWasNoLayoutToRead() throws Exception {
        Files.writeString(directory.resolve("root.layout"), "{");
        assertThat(project.verify("--report", "r.json", "--report", "r.svg").failure())
                .contains("root.layout");

        assertThat(directory.resolve("r.json"))
                .content()
                .contains("\"passed\": false", "LAYOUT_UNREADABLE", "root.layout");
        assertThat(directory.resolve("r.svg")).content().contains("<svg", "root.layout");
    }

    @Test
    void aReportOfUnknownKindIsWrong() throws Exception {
        assertThat(project.layout().verify("--report", "x.pdf").usageError()).contains("x.pdf", ".json", ".svg");
    }

    @Test
    void aReportThatCannotBeWrittenIsNoticedFirst() throws Exception {
        assertThat(project.layout().verify("--report", "nowhere/x.json").failure())
                .contains("nowhere: no such directory");
    }

    @Test
    void whatIsMissingOrNoLayoutIsNamed() throws Exception {
        Files.writeString(directory.resolve("garbage"), "garbage");
        Files.writeString(directory.resolve("empty"), "");
        for (var bad : new String[] {"missing", "garbage", "empty", "."}) {
            assertThat(project.run("verify", "-l", bad, "-k", project.publicKey("owner"))
                            .failure())
                    .contains(bad.equals(".") ? "directory" : bad);
        }
        project.layout();
        for (var bad : new String[] {"missing", "garbage", "empty", ".", project.key("owner")}) {
            assertThat(project.run("verify", "-l", "root.layout", "-k", bad).failure())
                    .contains(bad.equals(".") ? "directory" : bad);
        }
        assertThat(project.run("verify", "-k", project.publicKey("owner")).usageError())
                .contains("--layout");
        assertThat(project.run("verify", "-l", "root.layout").usageError()).contains("-k");
    }

    @Test
    void aLinkInPlaceOfTheLayoutFails() throws Exception {
        assertFailed(
                project.run(
                        "verify", "-l", project.link("write", "alice").toString(), "-k", project.publicKey("alice")),
                "is a link, no layout");
    }

    @Test
    void aMissingDirectoryOfLinksIsNamed() throws Exception {
        assertFailed(project.layout().verify("--link-dir", "nowhere"), "nowhere");
    }

    @Test
    void intermediatesOnTheCommandLineCompleteTheChainOfAFunctionary() throws Exception {
        var certificates = Path.of("src/test/resources/keys/certificates").toAbsolutePath();
        var root = (AsymmetricKey) KeyFiles.readPublic(certificates.resolve("root.pem"));
        var any = new CertificateConstraint(
                "*", List.of("*"), List.of("*"), List.of("*"), List.of("*"), List.of("*"), List.of());
        var step = new Step("write", 1, List.of(), List.of(), List.of(), List.of(), List.of(any));
        var layout = new Layout(
                Instant.now().plusSeconds(60),
                "",
                Map.of(),
                List.of(step),
                List.of(),
                Map.of(root.keyId(), root),
                Map.of());
        Files.write(
                directory.resolve("root.layout"),
                UnsignedEnvelope.of(layout, EnvelopeFormat.METABLOCK).toByteArray(List.of()));
        project.run("sign", "-f", "root.layout", "-k", project.key("owner")).succeeded();
        var link = project.link("write", "alice").getFileName().toString();
        project.run(
                        "sign",
                        "-f",
                        link,
                        "-k",
                        Path.of("src/test/resources/keys/private/ec256.pkcs8.pem")
                                .toAbsolutePath()
                                .toString(),
                        "--certificate",
                        certificates.resolve("leaf.pem").toString())
                .succeeded();
        Files.delete(directory.resolve(link));

        assertFailed(project.verify(), "write");
        project.verify(
                        "--intermediate",
                        certificates.resolve("intermediate.pem").toString())
                .succeeded();
    }

    @Test
    void anArtifactThatARuleNearlyAllowsIsToldByWhatItMisses() throws Exception {
        assertFailed(
                project.packedFrom("App.txt").layout().verify(),
                "material app.txt is allowed by no rule: it differs from the pattern in case (rule 1: MATCH App.txt");
    }
}
