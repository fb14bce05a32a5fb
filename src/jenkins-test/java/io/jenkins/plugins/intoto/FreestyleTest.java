package io.jenkins.plugins.intoto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.intoto.recording.LinkRecorder;
import io.jenkins.plugins.intoto.recording.RecordStep;
import io.jenkins.plugins.intoto.verification.VerificationPublisher;
import io.jenkins.plugins.intoto.verification.VerifyStep;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The post-build actions and their forms. */
@WithJenkins
class FreestyleTest {
    private JenkinsRule jenkins;
    private FreeStyleProject job;

    @BeforeEach
    void prepare(JenkinsRule rule) throws Exception {
        jenkins = rule;
        SampleChain.inJenkins();
        job = jenkins.createFreeStyleProject("app");
        var recorded = new RecordStep("build", SampleChain.CREDENTIAL);
        recorded.setProducts("app.txt");
        var verified = new VerifyStep();
        verified.setLayout(SampleChain.LAYOUT);
        // In the wrong order, which is put right when the job is saved and when it is built.
        job.getPublishersList().add(new VerificationPublisher(List.of(verified)));
        job.getPublishersList().add(new LinkRecorder(List.of(recorded)));
    }

    @Test
    void aBuildIsRecordedAndVerified() throws Exception {
        job.getBuildersList().add(new TestBuilder() {
            @Override
            public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                    throws InterruptedException, IOException {
                build.getWorkspace().child("app.txt").write("built", "UTF-8");
                return true;
            }
        });

        var build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("[in-toto] PASSED: 1 step with 1 link verified against release", build);
    }

    @Test
    void theFormsKeepWhatIsEntered() throws Exception {
        jenkins.configRoundtrip(job);

        var recorder = job.getPublishersList().get(LinkRecorder.class);
        var recorded = recorder.getSteps().get(0);
        assertEquals("build", recorded.getStepName());
        assertEquals(SampleChain.CREDENTIAL, recorded.getCredentialsId());
        assertEquals("app.txt", recorded.getProducts());
        assertTrue(recorded.isArchive());
        var verified = job.getPublishersList()
                .get(VerificationPublisher.class)
                .getVerifications()
                .get(0);
        assertEquals(SampleChain.LAYOUT, verified.getLayout());
        assertEquals("fail", verified.getOnFailure());
        assertEquals(recorder, job.getPublishersList().get(0));
    }
}
