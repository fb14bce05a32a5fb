package io.jenkins.plugins.intoto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Item;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What whom is told. */
@WithJenkins
class PermissionsTest {
    private static final String STEP = "job/app/descriptorByName/io.jenkins.plugins.intoto.recording.RecordStep/";
    private static final String ITEMS = STEP + "fillCredentialsIdItems";
    private static final String CHECK = STEP + "checkCredentialsId?value=build-key";

    private JenkinsRule jenkins;
    private WorkflowJob job;

    @BeforeEach
    void prepare(JenkinsRule rule) throws Exception {
        jenkins = rule;
        SampleChain.inJenkins();
        job = jenkins.createProject(WorkflowJob.class, "app");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("stranger", "reader", "author")
                .grant(Item.READ)
                .everywhere()
                .to("reader", "author")
                .grant(Item.CONFIGURE, Item.EXTENDED_READ)
                .everywhere()
                .to("author"));
    }

    private WebResponse ask(String user, HttpMethod method, String path) throws Exception {
        try (var client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            client.login(user);
            var request = new WebRequest(client.createCrumbedUrl(path), method);
            return client.getPage(client.addCrumb(request)).getWebResponse();
        }
    }

    private int status(String user, HttpMethod method, String path) throws Exception {
        return ask(user, method, path).getStatusCode();
    }

    private String post(String user, String path) throws Exception {
        return ask(user, HttpMethod.POST, path).getContentAsString();
    }

    @Test
    void onlyThoseWhoConfigureAJobSeeWhichCredentialsThereAre() throws Exception {
        assertTrue(post("author", ITEMS).contains("build-key"));
        assertFalse(post("reader", ITEMS).contains("build-key"));
        assertEquals(404, status("stranger", HttpMethod.POST, ITEMS));
    }

    @Test
    void aCheckTellsOthersNothing() throws Exception {
        assertEquals(post("reader", CHECK), post("reader", CHECK.replace("build-key", "no-such-key")));
    }

    @Test
    void formsAreCheckedByPostOnly() throws Exception {
        assertEquals(404, status("author", HttpMethod.GET, CHECK));
        assertEquals(404, status("author", HttpMethod.GET, ITEMS));
    }

    @Test
    void thePageOfABuildIsForThoseWhoMayReadTheJob() throws Exception {
        job.setDefinition(new CpsFlowDefinition(
                "node { inTotoRecord(stepName: 'build', credentialsId: 'build-key') { writeFile(file: '<b>.txt', text: '') } }",
                true));
        jenkins.buildAndAssertSuccess(job);

        assertEquals(200, status("reader", HttpMethod.GET, "job/app/1/in-toto/"));
        assertEquals(404, status("stranger", HttpMethod.GET, "job/app/1/in-toto/"));
    }
}
