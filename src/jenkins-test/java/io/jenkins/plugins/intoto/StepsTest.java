package io.jenkins.plugins.intoto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Result;
import io.jenkins.plugins.intoto.page.InTotoAction;
import io.jenkins.plugins.intoto.recording.RecordStep;
import io.jenkins.plugins.intoto.verification.VerifyStep;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The steps in Pipelines, and their forms. */
@WithJenkins
class StepsTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void prepare(JenkinsRule rule) throws Exception {
        jenkins = rule;
        SampleChain.inJenkins();
    }

    private WorkflowJob pipeline(String script) throws Exception {
        var job = jenkins.createProject(WorkflowJob.class, "app");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    @Test
    void whatIsRecordedIsVerified() throws Exception {
        var build = jenkins.buildAndAssertSuccess(pipeline("""
                        node {
                            inTotoRecord(stepName: 'build', credentialsId: 'build-key') {
                                writeFile(file: 'app.txt', text: 'built')
                            }
                            echo "passed: ${inTotoVerify(layout: 'release', products: 'app.txt').passed}"
                        }
                        """));

        jenkins.assertLogContains("[in-toto] PASSED: 1 step with 1 link verified against release", build);
        jenkins.assertLogContains("passed: true", build);
        assertEquals(1, build.getAction(InTotoAction.class).getLinks());
    }

    @Test
    void aFileChangedAfterwardsFailsTheBuild() throws Exception {
        var build = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline("""
                        node {
                            inTotoRecord(stepName: 'build', credentialsId: 'build-key') {
                                writeFile(file: 'app.txt', text: 'built')
                            }
                            writeFile(file: 'app.txt', text: 'changed')
                            inTotoVerify(layout: 'release', products: 'app.txt')
                        }
                        """));

        jenkins.assertLogContains("workspace: app.txt is not the file that step 'build' made", build);
    }

    @Test
    void theFormOfRecordingKeepsWhatIsEntered() throws Exception {
        var step = new RecordStep("build", SampleChain.CREDENTIAL);
        step.setMaterials("src/**");
        step.setRecordCommands(true);
        step.setFormat("dsse");

        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
    }

    @Test
    void theFormOfVerifyingKeepsWhatIsEntered() throws Exception {
        var step = new VerifyStep();
        step.setLayout(SampleChain.LAYOUT);
        step.setProducts("app.txt");
        step.setOnFailure("unstable");

        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
    }

    @Test
    void theSnippetGeneratorWritesTheSteps() throws Exception {
        var tester = new SnippetizerTester(jenkins);
        var recording = new RecordStep("build", SampleChain.CREDENTIAL);
        recording.setProducts("app.txt");
        tester.assertRoundTrip(
                recording,
                "inTotoRecord(credentialsId: 'build-key', products: 'app.txt', stepName: 'build') {\n"
                        + "    // some block\n}");
        var verification = new VerifyStep();
        verification.setLayout(SampleChain.LAYOUT);
        verification.setProducts("app.txt");
        tester.assertRoundTrip(verification, "inTotoVerify layout: 'release', products: 'app.txt'");
    }
}
