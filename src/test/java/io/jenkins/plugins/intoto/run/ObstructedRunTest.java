package io.jenkins.plugins.intoto.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.intoto.attestation.AttestStep;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What cannot be written on the controller fails the step with one sentence that names it, and loses nothing. Something else lies
 * in the way: that stops root too, whom a directory that is read-only does not stop.
 */
class ObstructedRunTest {
    @TempDir
    private Path folder;

    private BuildWithSteps build;

    @BeforeEach
    void begin() throws Exception {
        build = new BuildWithSteps(folder);
        build.jenkins.with(new AttestationConfiguration());
        build.write("app.jar", "jar");
    }

    @AfterEach
    void end() {
        build.close();
    }

    private Path obstruct(String path, String kind) throws Exception {
        var obstacle = build.run.getRootDir().toPath().resolve(path);
        Files.createDirectories(obstacle.getParent());
        if (kind.equals("file")) {
            return Files.writeString(obstacle, "in the way");
        }
        Files.writeString(Files.createDirectory(obstacle).resolve("in-the-way"), "in the way");
        return obstacle;
    }

    private void assertOneSentence(ThrowingCallable step, String path) {
        assertThatThrownBy(step)
                .isInstanceOf(AbortException.class)
                .message()
                .startsWith("[in-toto] ")
                .contains(path)
                .hasLineCount(1);
        assertThat(build.run.getRootDir()).isDirectoryNotContaining("glob:**.tmp");
    }

    private void record() throws Exception {
        build.record(build.recordStep("build", "alice"), () -> {
            build.write("made.txt", "made");
            return null;
        });
    }

    private Object attest() throws Exception {
        var step = new AttestStep();
        step.setCredentialsId("alice");
        step.setSubjects("app.jar");
        var context = build.context();
        step.start(context).start();
        return context.result();
    }

    private Object verify() throws Exception {
        var step = BuildWithSteps.verifyStep();
        step.setOnFailure("report");
        return build.verify(step);
    }

    private void clear(Path obstacle) throws Exception {
        if (Files.isDirectory(obstacle)) {
            Files.delete(obstacle.resolve("in-the-way"));
        }
        Files.delete(obstacle);
    }

    @ParameterizedTest
    @CsvSource({
        "in-toto-materials, file",
        "in-toto-drafts, file",
        "in-toto.jsonl, directory",
        "archive, file",
        "archive/in-toto, file"
    })
    void aLinkThatCannotBeWritten(String path, String kind) throws Exception {
        var obstacle = obstruct(path, kind);

        assertOneSentence(this::record, path);

        clear(obstacle);
        record();
        assertThat(build.archive()).isDirectoryContaining("glob:**.link");
        assertThat(build.files()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "in-toto-drafts, file",
        "in-toto.jsonl, directory",
        "archive, file",
        "archive/app.jar.intoto.jsonl, directory"
    })
    void anAttestationThatCannotBeWritten(String path, String kind) throws Exception {
        var obstacle = obstruct(path, kind);

        assertOneSentence(this::attest, path);

        clear(obstacle);
        assertThat(attest()).isEqualTo(List.of("app.jar.intoto.jsonl"));
        assertThat(build.files()).containsExactlyInAnyOrder("archive/app.jar.intoto.jsonl", "in-toto.jsonl");
    }

    @Test
    void artifactsThatAreInNoDirectoryAreNotAttested() throws Exception {
        obstruct("archive", "file");
        var step = new AttestStep();
        step.setCredentialsId("alice");
        step.setSubjects("app.jar");
        step.setArchived(true);
        var context = build.context();
        step.start(context).start();

        assertOneSentence(context::result, "archive");
    }

    @ParameterizedTest
    @CsvSource({
        "in-toto-drafts, file",
        "in-toto.jsonl, directory",
        "archive/in-toto, file",
        "archive/in-toto/release.verification.json, directory"
    })
    void aReportThatCannotBeWritten(String path, String kind) throws Exception {
        var obstacle = obstruct(path, kind);

        assertOneSentence(this::verify, path);

        clear(obstacle);
        verify();
        assertThat(build.files()).contains("archive/in-toto/release.verification.json");
    }

    @Test
    void aBundleThatCannotTakeAnotherLineKeepsTheOnesItHas() throws Exception {
        attest();
        var bundle = build.run.getRootDir().toPath().resolve("archive/app.jar.intoto.jsonl");
        var before = Files.readAllBytes(bundle);
        Files.deleteIfExists(build.run.getRootDir().toPath().resolve("in-toto-drafts"));
        obstruct("in-toto-drafts", "file");

        assertOneSentence(this::attest, "in-toto-drafts");

        assertThat(bundle).hasBinaryContent(before);
    }

    @Test
    void aLinkThatCannotBeWrittenIntoTheWorkspaceLeavesNoHalfOfItThere() throws Exception {
        var step = build.recordStep("build", "alice");
        step.setArchive(false);
        step.setProducts("app.jar");
        build.record(step, () -> null);
        var link = only("build.*.link");
        Files.delete(link);
        Files.writeString(Files.createDirectory(link).resolve("in-the-way"), "in the way");

        assertOneSentence(() -> build.record(step, () -> null), "[in-toto] " + link.getFileName() + ": ");

        assertThat(build.workspace).isDirectoryNotContaining("glob:**.tmp");
    }

    private Path only(String glob) throws Exception {
        try (var found = Files.newDirectoryStream(build.workspace, glob)) {
            return found.iterator().next();
        }
    }
}
