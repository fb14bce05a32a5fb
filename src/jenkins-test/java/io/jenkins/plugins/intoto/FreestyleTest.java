package io.jenkins.plugins.intoto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.intoto.freestyle.LinkRecorder;
import io.jenkins.plugins.intoto.freestyle.VerificationPublisher;
import io.jenkins.plugins.intoto.run.RecordingOptions;
import io.jenkins.plugins.intoto.run.VerificationSettings;
import java.io.IOException;
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
        var options = new RecordingOptions();
        options.setProducts("app.txt");
        var recorder = new LinkRecorder("build", SampleChain.CREDENTIAL);
        recorder.setOptions(options);
        var settings = new VerificationSettings();
        settings.setLayout(SampleChain.LAYOUT);
        var verification = new VerificationPublisher();
        verification.setSettings(settings);
        job.getPublishersList().add(recorder);
        job.getPublishersList().add(verification);
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
        assertEquals("build", recorder.getStepName());
        assertEquals(SampleChain.CREDENTIAL, recorder.getCredentialsId());
        assertEquals("app.txt", recorder.getOptions().getProducts());
        assertTrue(recorder.getOptions().isArchive());
        var settings = job.getPublishersList().get(VerificationPublisher.class).getSettings();
        assertEquals(SampleChain.LAYOUT, settings.getLayout());
        assertEquals("fail", settings.getOnFailure());
    }
}
