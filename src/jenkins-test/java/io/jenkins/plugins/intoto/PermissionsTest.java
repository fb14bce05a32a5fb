package io.jenkins.plugins.intoto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Item;
import hudson.security.ACL;
import io.jenkins.plugins.intoto.credentials.InTotoServiceKey;
import io.jenkins.plugins.intoto.credentials.SigningKeyCredentials;
import java.util.List;
import java.util.Optional;
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
                .to("author")
                .grant(Jenkins.READ, CredentialsProvider.VIEW, CredentialsProvider.CREATE)
                .everywhere()
                .to("keeper")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
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

    private int create(String user, String kind, String content) throws Exception {
        try (var client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            client.login(user);
            var request = new WebRequest(
                    client.createCrumbedUrl("credentials/store/system/domain/_/createCredentials"), HttpMethod.POST);
            request.setAdditionalHeader("Content-Type", "application/xml");
            request.setRequestBody(
                    "<io.jenkins.plugins.intoto.credentials." + kind + "><scope>GLOBAL</scope><id>key</id>" + content
                            + "</io.jenkins.plugins.intoto.credentials." + kind + ">");
            return client.getPage(request).getWebResponse().getStatusCode();
        }
    }

    /** The credential that {@link #create} made, if it was made. */
    private static Optional<SigningKeyCredentials> created() {
        return CredentialsProvider.lookupCredentialsInItemGroup(
                        SigningKeyCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of())
                .stream()
                .filter(credential -> credential.getId().equals("key"))
                .findFirst();
    }

    @Test
    void whoMayCreateCredentialsCannotNameATokenOrAProgram() throws Exception {
        var token = "<tokenName>hsm</tokenName>";
        assertTrue(create("keeper", "InTotoTokenKey", token) >= 400);
        assertTrue(created().isEmpty());

        var program = "<service class='io.jenkins.plugins.intoto.credentials.ExternalProgram'>"
                + "<programName>kms</programName></service>";
        create("keeper", "InTotoServiceKey", program);
        assertNull(created()
                .map(credential -> ((InTotoServiceKey) credential).getService())
                .orElse(null));
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .removeIf(credential -> created().filter(credential::equals).isPresent());

        assertEquals(200, create("admin", "InTotoTokenKey", token));
        assertTrue(created().isPresent());
    }

    @Test
    void tokensAndProgramsAreTestedByAdministratorsOnly() throws Exception {
        var token = "descriptorByName/io.jenkins.plugins.intoto.config.NamedToken/test?library=/nowhere";
        var program =
                "descriptorByName/io.jenkins.plugins.intoto.config.NamedProgram/test?command=/nowhere&timeLimit=1";
        for (var test : List.of(token, program)) {
            assertEquals(403, status("keeper", HttpMethod.POST, test));
            assertEquals(404, status("admin", HttpMethod.GET, test));
            assertTrue(post("admin", test).contains("/nowhere"));
        }
    }
}
