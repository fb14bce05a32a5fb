package io.jenkins.plugins.intoto.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.intoto.archive.ArchiveWriter;
import io.jenkins.plugins.intoto.archive.Origin;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import io.jenkins.plugins.intoto.page.SupplyChainColumn.State;
import io.jenkins.plugins.intoto.run.BuildWithSteps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A view shows which jobs ship what nobody attested. */
class SupplyChainColumnTest {
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

    private SupplyChainColumn.Cell cell() {
        build.run.setResult(Result.SUCCESS);
        return new SupplyChainColumn().cell(build.job);
    }

    private void attest() throws Exception {
        var statement = Statement.of(
                List.of(ResourceDescriptor.of("app", DigestMap.ofContent(new byte[1]))),
                "https://example.com/v1",
                new TreeMap<>());
        new ArchiveWriter(build.run)
                .putLines(
                        Origin.of("1"),
                        Map.of(
                                "app.jsonl",
                                new ArchiveWriter.SignedLine(
                                        new byte[] {'x'}, statement, new KeyId(""), new KeyNames.Name("", ""))),
                        build.listener());
    }

    @Test
    void aBuildThatArchivesNothingHasNothingToBeAttested() {
        assertThat(cell()).isNull();
        assertThat(new SupplyChainColumn().cell("a folder")).isNull();
    }

    @Test
    void aBuildThatGoesOnIsNotLookedAt() throws Exception {
        attest();

        assertThat(new SupplyChainColumn().cell(build.job)).isNull();
    }

    @Test
    void artifactsThatNobodyAttestedAreShown() throws Exception {
        Files.createDirectories(build.run.getRootDir().toPath().resolve("archive"));

        assertThat(cell().state()).isEqualTo(State.NOT_ATTESTED);
    }

    @Test
    void artifactsThatWereAttestedAreShownAsSuch() throws Exception {
        attest();

        assertThat(cell().state()).isEqualTo(State.ATTESTED);
        assertThat(cell().getUrl()).isEqualTo("job/app/1/in-toto/");
    }

    @Test
    void aVerdictSaysMoreThanAnAttestation() throws Exception {
        attest();
        build.recordChain();
        build.verifyAndReport();

        assertThat(cell().state()).isEqualTo(State.VERIFIED);
        assertThat(cell().getDetails()).contains("verified against release");
    }

    @Test
    void aVerdictThatDidNotPassIsShownAsSuch() throws Exception {
        build.recordChain();
        build.configuration.setLayouts(List.of());
        build.name("release", BuildWithSteps.layout("other.jar"), BuildWithSteps.OWNER);
        build.verifyAndReport();

        assertThat(cell().state()).isEqualTo(State.NOT_VERIFIED);
    }
}
