package io.jenkins.plugins.intoto.recording;

import static io.jenkins.plugins.intoto.run.BuildWithSteps.ALICE;
import static io.jenkins.plugins.intoto.run.BuildWithSteps.verifyStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import io.jenkins.plugins.intoto.jenkinsapi.SerialisingChannel;
import io.jenkins.plugins.intoto.run.BuildWithSteps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordStepTest {
    @TempDir
    private Path folder;

    private BuildWithSteps build;

    @BeforeEach
    void beginBuild() throws Exception {
        build = new BuildWithSteps(folder);
    }

    @AfterEach
    void stopJenkins() {
        build.close();
    }

    private static String file(String step) {
        return LinkFileNames.link(step, ALICE.publicKey().keyId());
    }

    private Link link(String step) throws Exception {
        return (Link) EnvelopeReader.read(build.archive().resolve(file(step)), JsonLimits.DEFAULT)
                .payload();
    }

    private void record(RecordStep step) throws Exception {
        build.record(step, () -> null);
    }

    @Test
    void whatTheBodyDidIsInTheLink() throws Exception {
        build.write("kept.txt", "kept");
        build.record(build.recordStep("source", "alice"), () -> {
            build.write("made.txt", "made");
            return null;
        });

        assertThat(link("source").materials().toMap()).containsOnlyKeys("kept.txt");
        assertThat(link("source").products().toMap()).containsOnlyKeys("kept.txt", "made.txt");
        assertThat(build.action().getLinks()).isEqualTo(1);
    }

    @Test
    void theLinkNamesTheBuildAsJenkinsKnowsIt() throws Exception {
        record(build.recordStep("source", "alice"));

        assertThat(link("source").environment())
                .containsEntry(
                        "jenkins",
                        Map.of(
                                "job",
                                "app",
                                "build",
                                1L,
                                "run",
                                RunState.of(build.run).id(),
                                "instance",
                                HexFormat.of()
                                        .formatHex(DigestAlgorithm.SHA256
                                                .newDigest()
                                                .digest("the only one".getBytes(StandardCharsets.UTF_8))),
                                "node",
                                "agent-1",
                                "url",
                                "http://jenkins.example/job/app/1/"));
    }

    @Test
    void theLinkSaysWhichFilesWereLookedFor() throws Exception {
        var step = build.recordStep("source", "alice");
        step.setMaterials("src/**, pom.xml");
        record(step);

        assertThat(link("source").environment())
                .containsEntry("patterns", Map.of("materials", List.of("src/**", "pom.xml"), "products", List.of()));
    }

    @Test
    void theStepGoesOnAfterARestartInItsBody() throws Exception {
        build.write("before.txt", "before");
        var context = build.context().waitingInTheBlock();
        build.recordStep("source", "alice").start(context).start();
        var restored = SerialisingChannel.copy(context.callback());
        build.write("after.txt", "after");
        // The agent has connected anew: what was known of the workspace before is of no use any more.
        context.with(FilePath.class, new FilePath(new SerialisingChannel(), build.workspace.toString()));
        restored.onSuccess(context, "result of the body");

        assertThat(context.result()).isEqualTo("result of the body");
        assertThat(link("source").materials().toMap()).containsOnlyKeys("before.txt");
        assertThat(link("source").products().toMap()).containsOnlyKeys("before.txt", "after.txt");
    }

    @Test
    void noSnapshotAndNoKeyIsSavedWithThePipeline() throws Exception {
        for (int i = 0; i < 1000; i++) {
            build.write("file-" + i, "content");
        }
        var context = build.context().waitingInTheBlock();
        build.recordStep("source", "alice").start(context).start();
        byte[] saved = SerialisingChannel.bytes(context.callback());

        assertThat(saved).hasSizeLessThan(10_000);
        assertThat(new String(saved, StandardCharsets.ISO_8859_1)).doesNotContain("file-1", "PRIVATE");
        context.callback().onSuccess(context, null);
        context.result();
    }

    @Test
    void nothingButTheLinkAndTheNoteOfItAreLeftOfAStep() throws Exception {
        record(build.recordStep("source", "alice"));

        assertThat(build.files()).containsExactlyInAnyOrder("archive/in-toto/" + file("source"), "in-toto.jsonl");
    }

    @Test
    void productsThatNoPatternFindsFailTheStep() throws Exception {
        var step = build.recordStep("source", "alice");
        step.setProducts("target/*.jra, dist/**");

        assertThatThrownBy(() -> record(step))
                .isInstanceOf(AbortException.class)
                .hasMessage("[in-toto] no link of step 'source': no file matches target/*.jra, dist/**; allowEmpty:"
                        + " true (Allow empty products) permits that");
        assertThat(build.archive()).doesNotExist();

        step.setAllowEmpty(true);
        record(step);
        assertThat(link("source").products().isEmpty()).isTrue();
    }

    @Test
    void theFirstHundredWarningsAreShownAndTheRestCounted() throws Exception {
        for (int i = 0; i < 103; i++) {
            Files.createSymbolicLink(build.workspace.resolve("broken-" + i), Path.of("nowhere"));
        }
        record(build.recordStep("source", "alice"));

        assertThat(build.log().lines().filter(line -> line.startsWith("[in-toto] left out: 'broken-")))
                .hasSize(200);
        assertThat(build.log().lines().filter(line -> line.equals("[in-toto] left out: 3 more")))
                .hasSize(2);
    }

    @Test
    void everythingMayBeNothingIfNoPatternSaysOtherwise() throws Exception {
        record(build.recordStep("source", "alice"));

        assertThat(link("source").products().isEmpty()).isTrue();
    }

    /** There are some in the workspace while a step runs in {@code dir('sub')}, in another branch. */
    @Test
    void whatJenkinsItselfKeepsNextToADirectoryIsLeftOutByDefault() throws Exception {
        build.write("sub/out", "made");
        build.write("sub@tmp/durable-1/script.sh", "make");
        record(build.recordStep("source", "alice"));
        var everything = build.recordStep("everything", "alice");
        everything.setDefaultExcludes(false);
        record(everything);

        assertThat(link("source").products().toMap()).containsOnlyKeys("sub/out");
        assertThat(link("everything").products().toMap()).containsOnlyKeys("sub/out", "sub@tmp/durable-1/script.sh");
    }

    @Test
    void theConsoleTellsWhatEachPatternTakes() throws Exception {
        build.write("src/A.java", "A");
        build.write("src/B.java", "B");
        var step = build.recordStep("source", "alice");
        step.setMaterials("src/**, pom.xml");
        step.setProducts("**/A.java");
        record(step);

        assertThat(build.log())
                .containsPattern("step 'source': 2 materials on agent-1 in [0-9.]+ s: src/\\*\\* 2, pom\\.xml 0")
                .contains("[in-toto] step 'source': warning: no material matches pom.xml")
                .containsPattern("step 'source': 1 product on agent-1 in [0-9.]+ s: \\*\\*/A\\.java 1");
    }

    @Test
    void aBodyThatFailsLeavesNoLink() throws Exception {
        var failure = new IOException("no compiler");

        assertThatThrownBy(() -> build.record(build.recordStep("source", "alice"), () -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(build.archive()).doesNotExist();
        assertThat(build.log()).contains("[in-toto] no link of step 'source': its body failed");
    }

    @Test
    void aBodyThatFailsCanLeaveALinkThatSaysSo() throws Exception {
        var step = build.recordStep("source", "alice");
        step.setOnFailure("record");

        assertThatThrownBy(() -> build.record(step, () -> {
                    throw new IOException("no compiler");
                }))
                .hasMessage("no compiler");
        assertThat(link("source").byproducts()).containsEntry("failure", "java.io.IOException: no compiler");
    }

    @Test
    void theFailureOfTheBodyIsNotMaskedByThatOfTheAgent() {
        var failure = new IOException("connection lost");
        var step = build.recordStep("source", "alice");
        step.setOnFailure("record");
        var context = build.context();

        assertThatThrownBy(() -> {
                    step.start(context.running(() -> {
                                context.without(FilePath.class);
                                throw failure;
                            }))
                            .start();
                    context.result();
                })
                .isSameAs(failure);
    }

    @Test
    void aSecondLinkOfAStepAndKeyFailsTheStepBeforeItsBody() throws Exception {
        record(build.recordStep("source", "alice"));

        assertThatThrownBy(() -> build.record(build.recordStep("source", "alice"), () -> {
                    throw new AssertionError("the body ran");
                }))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("this build has a link of step 'source' by this key already");
    }

    @Test
    void aSecondLinkMayReplaceTheFirst() throws Exception {
        record(build.recordStep("source", "alice"));
        build.write("more.txt", "more");
        var step = build.recordStep("source", "alice");
        step.setReplace(true);
        record(step);

        assertThat(link("source").products().toMap()).containsOnlyKeys("more.txt");
        assertThat(build.action().getLinks()).isEqualTo(1);
    }

    @Test
    void withoutTheCredentialThereIsNeitherBodyNorLink() {
        assertThatThrownBy(() -> build.record(build.recordStep("source", "nobody"), () -> {
                    throw new AssertionError("the body ran");
                }))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("'nobody'");
    }

    @Test
    void aNameThatLeadsOutOfTheFolderIsRefused() {
        assertThatThrownBy(() -> record(build.recordStep("../../escape", "alice")))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("cannot name a step");
    }

    @Test
    void dsseLinksAreVerifiedLikeOthers() throws Exception {
        var source = build.recordStep("source", "alice");
        source.setFormat("dsse");
        build.record(source, () -> {
            build.write("src/App.java", "class App {}");
            return null;
        });
        build.record(build.recordStep("package", "bob"), () -> {
            build.write("app.jar", "jar");
            return null;
        });

        assertThat(build.verify(verifyStep())).containsEntry("passed", true);
    }

    @Test
    void aLinkThatNoVerificationWouldReadIsNotSigned() throws Exception {
        build.configuration.setLinkLimit(1);
        for (int i = 0; i < 9_000; i++) {
            Files.createFile(build.workspace.resolve("f" + i));
        }

        assertThatThrownBy(() -> record(build.recordStep("source", "alice")))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("its file would be larger than 1 MiB")
                .hasMessageContaining("(Manage Jenkins, System, in-toto: Largest link)");
        assertThat(build.archive().resolve(file("source"))).doesNotExist();
    }
}
