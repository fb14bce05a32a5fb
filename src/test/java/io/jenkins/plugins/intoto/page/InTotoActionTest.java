package io.jenkins.plugins.intoto.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.TaskListener;
import hudson.security.ACL;
import io.jenkins.plugins.intoto.archive.ArchiveWriter;
import io.jenkins.plugins.intoto.archive.ArchivedReport;
import io.jenkins.plugins.intoto.archive.Origin;
import io.jenkins.plugins.intoto.archive.PastVerification;
import io.jenkins.plugins.intoto.archive.Question;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.report.ReportSummary;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalRun;
import io.jenkins.plugins.intoto.jenkinsapi.LocalUser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jenkins.branch.MultiBranchProject;
import jenkins.model.Jenkins;
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
        jenkins = new LocalJenkins(folder).with(new InTotoAction.Factory());
        job = new LocalJob("job");
        run = job.build();
    }

    @AfterEach
    void stopJenkins() {
        jenkins.close();
    }

    private static PastVerification verification(String layout, boolean passed) {
        return verification(new Question(false, layout, false, false, List.of(), List.of()), passed);
    }

    private static PastVerification ofBuild(String layout, boolean passed) {
        return verification(new Question(false, layout, true, false, List.of("file of the build"), List.of()), passed);
    }

    private static PastVerification verification(Question question, boolean passed) {
        var layout = question.label();
        int failures = passed ? 0 : 2;
        var outcome = new ReportSummary(passed, "a sentence", Instant.EPOCH, 1, failures, List.of(), 0);
        return new PastVerification(question, outcome, new ArchivedReport(layout, new byte[0], new byte[0]));
    }

    private InTotoAction action() {
        return run.getAction(InTotoAction.class);
    }

    private void verified(String layout, boolean passed) throws Exception {
        verified(verification(layout, passed));
    }

    private void verified(PastVerification verification) throws Exception {
        RunState.of(run).verified(Origin.of(UUID.randomUUID().toString()), verification);
    }

    private void linkRecorded(String step) throws Exception {
        new ArchiveWriter(run)
                .putLink(
                        Origin.of(step),
                        step + ".12345678.link",
                        step,
                        KeyGenerator.ed25519().publicKey(),
                        new KeyNames.Name("key", ""),
                        false,
                        out -> out.write(step.getBytes(StandardCharsets.UTF_8)),
                        TaskListener.NULL);
    }

    @Test
    void aRunHasTheActionOnceItHasAState() {
        assertThat(action()).isNull();
        RunState.of(run);
        assertThat(action().getRun()).isSameAs(run);
    }

    @Test
    void theSummaryTellsLinksAndVerdict() throws Exception {
        RunState.of(run);
        assertThat(action().getSummary()).isEqualTo("0 links");

        linkRecorded("a");
        assertThat(action().getSummary()).isEqualTo("1 link");

        verified("release.layout", true);
        assertThat(action().getSummary()).isEqualTo("1 link, verified against release.layout");

        verified("release.layout", false);
        assertThat(action().getSummary()).isEqualTo("1 link, not verified against release.layout (2 failures)");
    }

    @Test
    void oneLayoutThatFailedDecidesTheVerdictUntilItPasses() throws Exception {
        verified("first", false);
        verified("second", true);
        assertThat(action().getVerdict().getLayout()).isEqualTo("first");

        verified("first", true);
        assertThat(action().getVerdict().isPassed()).isTrue();
    }

    @Test
    void whatABuildBringsAlongDoesNotDisplaceAFailureAgainstTheLayoutOfThatName() throws Exception {
        verified(verification("release", false));
        verified(ofBuild("release", true));

        assertThat(action().getVerdict().isPassed()).isFalse();
        assertThat(action().getSummary()).isEqualTo("not verified against release (2 failures)");
    }

    @Test
    void anAnswerToAnotherQuestionDisplacesNothing() throws Exception {
        verified(verification(new Question(true, "gate", false, false, List.of(), List.of("subjects bad")), false));
        verified(verification(new Question(true, "gate", false, false, List.of(), List.of("subjects good")), true));
        verified(verification(new Question(false, "gate", false, false, List.of(), List.of("subjects bad")), true));
        verified(verification(
                new Question(true, "gate", false, true, List.of("links of any build"), List.of("subjects bad")), true));

        assertThat(action().getVerdict().isPassed()).isFalse();
    }

    @Test
    void whatPassedIsNamedAsTheBuildsOwnIfItIs() throws Exception {
        verified(ofBuild("release", true));
        assertThat(action().getSummary()).isEqualTo("verified against release (file of the build)");
        assertThat(action().getVerdict().isFromBuild()).isTrue();

        verified(verification("other", true));
        verified(ofBuild("release", true));
        assertThat(action().getSummary()).isEqualTo("verified against other");
    }

    @Test
    void aFailureCannotBeFlushedOut() throws Exception {
        verified(verification("release", false));
        for (int i = 0; i < 300; i++) {
            verified(verification("layout-" + i, i % 2 == 0));
            verified(ofBuild("file-" + i, i % 2 == 0));
        }

        assertThat(action().getVerifications()).hasSizeBetween(100, 121);
        assertThat(action().getVerifications())
                .filteredOn(verification -> verification.getLayout().equals("release"))
                .hasSize(1);
        assertThat(action().getVerdict().isPassed()).isFalse();

        verified(verification("release", true));
        assertThat(action().getVerifications())
                .filteredOn(verification -> verification.getLayout().equals("release"))
                .allMatch(PastVerification::isPassed);
    }

    @Test
    void whatIsSavedWithTheRunStaysSmall() throws Exception {
        for (int i = 0; i < 1000; i++) {
            verified("layout-" + i, true);
        }

        assertThat(action().getVerifications())
                .hasSize(20)
                .first()
                .extracting(PastVerification::getLayout)
                .isEqualTo("layout-999");
    }

    @Test
    void theJobShowsTheLastVerdictOfItsLastBuilds() throws Exception {
        var page = (LastVerification)
                new LastVerification.Factory().createFor(job).iterator().next();
        assertThat(page.getLast()).isNull();

        verified("release", true);
        job.build();
        assertThat(page.getLast().getRun()).isSameAs(run);
    }

    @Test
    @SuppressWarnings("try") // the context is not used by name
    void theJobSaysWhatToDoNextUntilSomethingIsVerified() throws Exception {
        var page = (LastVerification)
                new LastVerification.Factory().createFor(job).iterator().next();
        RunState.of(run);
        assertThat(page.getUnverified()).isNull();

        linkRecorded("a");
        job.build();
        assertThat(page.getUnverified().getRun()).isSameAs(run);
        assertThat(page.getLayoutName()).isEqualTo("job");

        jenkins.allowing((who, permission) -> permission != Item.CONFIGURE);
        try (var ignored = ACL.as2(new LocalUser("somebody"))) {
            assertThat(page.getUnverified()).isNull();
        }

        jenkins.allowing((who, permission) -> true);
        verified("release", false);
        assertThat(page.getUnverified()).isNull();
    }

    @Test
    @SuppressWarnings("try") // the context is not used by name
    void theJobOfABranchSaysItToThoseWhoConfigureItsProject() throws Exception {
        job = new LocalJob(new MultiBranchProject(Jenkins.get(), "branches"), "main");
        run = job.build();
        var page = (LastVerification)
                new LastVerification.Factory().createFor(job).iterator().next();
        linkRecorded("a");

        jenkins.allowing((who, permission) -> permission != Jenkins.ADMINISTER);
        try (var ignored = ACL.as2(new LocalUser("developer"))) {
            assertThat(page.getUnverified().getRun()).isSameAs(run);
        }
        jenkins.allowing((who, permission) -> permission != Item.CONFIGURE);
        try (var ignored = ACL.as2(new LocalUser("reader"))) {
            assertThat(page.getUnverified()).isNull();
        }
    }

    @Test
    void aLayoutIsNamedAfterTheJob() throws Exception {
        assertThat(ProposedLayout.name(new LocalJob("Äpp  of \"us\"/1.0_x"))).isEqualTo("-pp-of-us-1.0_x");
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
