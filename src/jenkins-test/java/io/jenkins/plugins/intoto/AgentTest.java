package io.jenkins.plugins.intoto;

import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Recording on an agent in a process of its own. */
@WithJenkins
class AgentTest {
    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @Test
    void theAgentHashesAndTheControllerSigns(JenkinsRule jenkins) throws Exception {
        SampleChain.inJenkins();
        agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder().name("remote").build());
        var job = jenkins.createProject(WorkflowJob.class, "app");
        job.setDefinition(new CpsFlowDefinition("""
                node('remote') {
                    inTotoRecord(stepName: 'build', credentialsId: 'build-key') {
                        writeFile(file: 'app.txt', text: 'built')
                    }
                    inTotoVerify(layout: 'release', products: 'app.txt')
                }
                """, true));

        var build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("[in-toto] step 'build': 1 product on remote", build);
        jenkins.assertLogContains("[in-toto] PASSED: ", build);
    }
}
