package io.jenkins.plugins.intoto.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalRun;
import io.jenkins.plugins.intoto.key.KeyGenerator;
import io.jenkins.plugins.intoto.report.ReportSummary;
import io.jenkins.plugins.intoto.verify.KeyNames;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import jenkins.model.LocalJenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InTotoActionTest {
    @TempDir
    private Path folder;

    private LocalJenkins jenkins;
    private LocalJob job;
    private LocalRun run;

    @BeforeEach
    void beginBuild() throws Exception {
        jenkins = new LocalJenkins(folder);
        job = new LocalJob("job");
        run = job.build();
    }

    @AfterEach
    void stopJenkins() {
        jenkins.close();
    }

    private static VerificationSummary verification(String layout, boolean passed) {
        return verification(new Question(false, layout, false, List.of(), List.of()), passed);
    }

    private static VerificationSummary ofBuild(String layout, boolean passed) {
        return verification(new Question(false, layout, true, List.of("file of the build"), List.of()), passed);
    }

    private static VerificationSummary verification(Question question, boolean passed) {
        var layout = question.label();
        int failures = passed ? 0 : 2;
        var outcome =
                new ReportSummary(passed, "a sentence", Instant.EPOCH, layout, 1, 1, failures, List.of(), 0, List.of());
        return new VerificationSummary(question, outcome, new ArchivedReport(layout, new byte[0], new byte[0]));
    }

    @Test
    void aRunHasOneAction() {
        assertThat(InTotoAction.of(run)).isSameAs(InTotoAction.of(run));
        assertThat(run.getActions(InTotoAction.class)).hasSize(1);
    }

    @Test
    void theSummaryTellsLinksAndVerdict() throws Exception {
        var action = InTotoAction.of(run);
        assertThat(action.getSummary()).isEqualTo("0 links");

        action.linkRecorded("a.12345678.link", KeyGenerator.ed25519().publicKey(), new KeyNames.Name("key", ""));
        assertThat(action.getSummary()).isEqualTo("1 link");

        action.verified(verification("release.layout", true));
        assertThat(action.getSummary()).isEqualTo("1 link, verified against release.layout");

        action.verified(verification("release.layout", false));
        assertThat(action.getSummary()).isEqualTo("1 link, not verified against release.layout (2 failures)");
    }

    @Test
    void oneLayoutThatFailedDecidesTheVerdictUntilItPasses() throws Exception {
        var action = InTotoAction.of(run);
        action.verified(verification("first", false));
        action.verified(verification("second", true));
        assertThat(action.getVerdict().getLayout()).isEqualTo("first");

        action.verified(verification("first", true));
        assertThat(action.getVerdict().isPassed()).isTrue();
    }

    @Test
    void whatABuildBringsAlongDoesNotDisplaceAFailureAgainstTheLayoutOfThatName() throws Exception {
        var action = InTotoAction.of(run);
        action.verified(verification("release", false));
        action.verified(ofBuild("release", true));

        assertThat(action.getVerdict().isPassed()).isFalse();
        assertThat(action.getSummary()).isEqualTo("not verified against release (2 failures)");
    }

    @Test
    void anAnswerToAnotherQuestionDisplacesNothing() throws Exception {
        var action = InTotoAction.of(run);
        action.verified(verification(new Question(true, "gate", false, List.of(), List.of("subjects bad")), false));
        action.verified(verification(new Question(true, "gate", false, List.of(), List.of("subjects good")), true));
        action.verified(verification(new Question(false, "gate", false, List.of(), List.of("subjects bad")), true));
        action.verified(verification(
                new Question(true, "gate", false, List.of("links of any build"), List.of("subjects bad")), true));

        assertThat(action.getVerdict().isPassed()).isFalse();
    }

    @Test
    void whatPassedIsNamedAsTheBuildsOwnIfItIs() throws Exception {
        var action = InTotoAction.of(run);
        action.verified(ofBuild("release", true));
        assertThat(action.getSummary()).isEqualTo("verified against release (file of the build)");
        assertThat(action.getVerdict().isFromBuild()).isTrue();

        action.verified(verification("other", true));
        action.verified(ofBuild("release", true));
        assertThat(action.getSummary()).isEqualTo("verified against other");
    }

    @Test
    void aFailureCannotBeFlushedOut() throws Exception {
        var action = InTotoAction.of(run);
        action.verified(verification("release", false));
        for (int i = 0; i < 300; i++) {
            action.verified(verification("layout-" + i, i % 2 == 0));
            action.verified(ofBuild("file-" + i, i % 2 == 0));
        }

        assertThat(action.getVerifications()).hasSizeBetween(100, 121);
        assertThat(action.getVerifications())
                .filteredOn(verification -> verification.getLayout().equals("release"))
                .hasSize(1);
        assertThat(action.getVerdict().isPassed()).isFalse();

        action.verified(verification("release", true));
        assertThat(action.getVerifications())
                .filteredOn(verification -> verification.getLayout().equals("release"))
                .allMatch(VerificationSummary::isPassed);
    }

    @Test
    void whatIsSavedWithTheRunStaysSmall() throws Exception {
        var action = InTotoAction.of(run);
        for (int i = 0; i < 1000; i++) {
            action.linkRecorded(
                    "step-" + i + ".12345678.link",
                    KeyGenerator.ed25519().publicKey(),
                    new KeyNames.Name("key " + i, ""));
            action.verified(verification("layout-" + i, true));
        }

        assertThat(action.getLinks()).isEqualTo(1000);
        assertThat(action.recorded().files()).hasSize(200);
        assertThat(action.recorded().keys()).hasSize(20);
        assertThat(action.getVerifications())
                .hasSize(20)
                .first()
                .extracting(VerificationSummary::getLayout)
                .isEqualTo("layout-999");
    }

    @Test
    void theJobShowsTheLastVerdictOfItsLastBuilds() throws Exception {
        var page = (LastVerification)
                new LastVerification.Factory().createFor(job).iterator().next();
        assertThat(page.getLast()).isNull();

        InTotoAction.of(run).verified(verification("release", true));
        job.build();
        assertThat(page.getLast()).isSameAs(InTotoAction.of(run));
    }

    @ParameterizedTest
    @CsvSource({
        "release,release",
        "root.layout,root.layout",
        "../../etc/passwd,__.._etc_passwd",
        "release 1.0 <b>,release_1.0_b",
        "release (file of the build),release_file_of_the_build",
        ".hidden,_hidden",
        "'',layout"
    })
    void noNameOfALayoutLeadsOutOfTheFolderOfReports(String layout, String name) {
        assertThat(ArchivedReport.nameFor(layout)).isEqualTo(name);
    }
}
