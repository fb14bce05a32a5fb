package io.jenkins.plugins.intoto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Items;
import hudson.tasks.LogRotator;
import io.jenkins.plugins.intoto.archive.DigestIndex;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import jenkins.model.GlobalBuildDiscarderConfiguration;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Jobs that are renamed, moved, copied and deleted while their builds are kept, and builds that are not kept. */
@WithJenkins
class RelocatedJobsTest {
    private JenkinsRule jenkins;
    private WorkflowJob job;

    @BeforeEach
    void build(JenkinsRule rule) throws Exception {
        jenkins = rule;
        SampleChain.inJenkins();
        job = jenkins.createProject(WorkflowJob.class, "app");
        record();
        jenkins.buildAndAssertSuccess(job);
    }

    private void record() throws Exception {
        job.setDefinition(new CpsFlowDefinition("""
                node {
                    inTotoRecord(stepName: 'build', credentialsId: 'build-key') {
                        writeFile(file: 'app.txt', text: 'built')
                    }
                    inTotoVerify(layout: 'release', products: 'app.txt')
                    inTotoAttest(subjects: 'app.txt', credentialsId: 'build-key')
                    deleteDir()
                }
                """, true));
    }

    /**
     * Whether build 1 still shows its link and its attestation, is found by what it attested, and another build of the job can be
     * verified with its link.
     */
    private void assertKept() throws Exception {
        var first = job.getBuildByNumber(1);
        var text = page(first.getUrl());
        assertTrue(text.contains("build") && text.contains("Verified against release"), text);
        assertTrue(text.contains("app.txt.intoto.jsonl"), text);
        assertEquals(List.of(first.getExternalizableId()), attesting());
        assertTrue(search().contains(first.getUrl() + "in-toto/attestation/"), search());
        job.setDefinition(new CpsFlowDefinition(
                "inTotoVerify(layout: 'release', linksFrom: [[job: '/" + job.getFullName() + "', build: '1']])", true));
        var build = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("[in-toto] PASSED: 1 step with 1 link verified against release", build);
    }

    @Test
    void theBuildsOfAJobThatWasRenamedAreAsTheyWere() throws Exception {
        job.renameTo("product");

        assertKept();
    }

    @Test
    void theBuildsOfAJobThatWasMovedAreAsTheyWere() throws Exception {
        var folder = jenkins.createProject(Folder.class, "team");

        job = Items.move(job, folder);
        assertKept();

        folder.renameTo("crew");
        assertEquals("crew/app", job.getFullName());
        assertKept();
    }

    @Test
    void aCopyRecordsAndVerifiesItsOwnBuilds() throws Exception {
        job = Jenkins.get().copy(job, "copy");

        assertEquals(0, job.getBuilds().size());
        // A copy cannot be built before somebody has saved its form.
        jenkins.configRoundtrip(job);
        var build = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("[in-toto] PASSED: 1 step with 1 link verified against release", build);
        assertEquals(List.of("copy#1", "app#1"), attesting());
    }

    @Test
    void aJobThatIsDeletedTakesEverythingAlong() throws Exception {
        var folder = job.getRootDir();
        assertEquals(List.of("app#1"), attesting());

        job.delete();

        assertFalse(folder.exists());
        assertEquals(List.of(), attesting());
        assertTrue(search().contains("No build that you may see has attested this artifact"), search());
    }

    @Test
    void anotherJobOfTheNameOfADeletedOneHasNothingOfIt() throws Exception {
        job.delete();

        job = jenkins.createProject(WorkflowJob.class, "app");
        job.setDefinition(new CpsFlowDefinition("echo 'attests nothing'", true));
        jenkins.buildAndAssertSuccess(job);

        assertEquals(List.of(), attesting());
        record();
        jenkins.buildAndAssertSuccess(job);
        assertEquals(List.of("app#2"), attesting());
    }

    @Test
    void theIndexThatIsRebuiltIsTheOneThatFollowed() throws Exception {
        var folder = jenkins.createProject(Folder.class, "team");
        job = Items.move(job, folder);
        folder.renameTo("crew");
        job.renameTo("product");
        assertEquals(List.of("crew/product#1"), attesting());

        var index = DigestIndex.get().orElseThrow();
        index.beginRebuild();
        while (index.rebuilding().orElseThrow().isRunning()) {
            Thread.sleep(10);
        }

        assertEquals(List.of("crew/product#1"), attesting());
    }

    @Test
    void aBuildThatIsDiscardedTakesItsStateAlongAndTheNextKeepsIts() throws Exception {
        // Else Jenkins may be discarding the build in the background, and the job leaves that to it.
        GlobalBuildDiscarderConfiguration.get().getConfiguredBuildDiscarders().clear();
        File first = job.getBuildByNumber(1).getRootDir();
        assertTrue(Files.exists(journal(first)));
        var second = jenkins.buildAndAssertSuccess(job);
        job.setBuildDiscarder(new LogRotator(-1, 1, -1, -1));

        job.logRotate();

        assertFalse(first.exists());
        assertTrue(Files.exists(journal(second.getRootDir())));
        assertTrue(page(second.getUrl()).contains("Verified against release"));
        assertEquals(List.of("app#2"), attesting());
    }

    /** The builds that the index knows to have attested what each of them makes. */
    private static List<String> attesting() throws Exception {
        return DigestIndex.get().orElseThrow().find(sha256(), 0).hits().stream()
                .map(hit -> hit.run().getExternalizableId())
                .toList();
    }

    private static String sha256() throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest("built".getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    private String search() throws Exception {
        return text("in-toto/?artifact=" + sha256());
    }

    /** The page of a build. HtmlUnit does not know the JavaScript of today. */
    private String page(String of) throws Exception {
        return text(of + "in-toto/");
    }

    private String text(String address) throws Exception {
        return jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .goTo(address)
                .getWebResponse()
                .getContentAsString();
    }

    private static Path journal(File build) {
        return build.toPath().resolve("in-toto.jsonl");
    }
}
