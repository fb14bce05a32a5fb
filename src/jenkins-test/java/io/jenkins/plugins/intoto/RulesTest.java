package io.jenkins.plugins.intoto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.ExtensionList;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Run;
import hudson.tasks.ArtifactArchiver;
import hudson.util.Secret;
import io.jenkins.plugins.intoto.attestation.rule.AttestationRule;
import io.jenkins.plugins.intoto.attestation.rule.AttestationRules;
import io.jenkins.plugins.intoto.attestation.rule.FolderRules;
import io.jenkins.plugins.intoto.attestation.rule.RuleMonitor;
import io.jenkins.plugins.intoto.attestation.rule.RuleQueue;
import io.jenkins.plugins.intoto.credentials.InTotoSigningKey;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Attestation rules: their forms, and who may try again. */
@WithJenkins
class RulesTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void prepare(JenkinsRule rule) throws Exception {
        jenkins = rule;
        SampleChain.add(new InTotoSigningKey(
                CredentialsScope.SYSTEM,
                "provenance-key",
                "",
                Secret.fromString(new SampleChain().privatePem()),
                null,
                null));
        SampleChain.add(new InTotoSigningKey(
                CredentialsScope.GLOBAL, "shared", "", Secret.fromString(new SampleChain().privatePem()), null, null));
    }

    private static AttestationRule rule(String name, String credential) {
        var rule = new AttestationRule();
        rule.setName(name);
        rule.setJobs("**");
        rule.setArtifacts("**/*.jar");
        rule.setExcludes("**/test.jar");
        rule.setPredicates(List.of("provenance", "test-results"));
        rule.setCredentialsId(credential);
        rule.setImageFiles("image.json");
        rule.setRepositories(List.of("registry.example.com/team/**"));
        rule.setAttach("cosign");
        rule.setRegistryCredentialsId("registry");
        rule.setFormat("sigstore");
        rule.setLocked(true);
        return rule;
    }

    private static void assertKept(AttestationRule kept, String name, String credential) {
        assertEquals(name, kept.getName());
        assertEquals("**", kept.getJobs());
        assertEquals("**/*.jar", kept.getArtifacts());
        assertEquals("**/test.jar", kept.getExcludes());
        assertEquals(List.of("provenance", "test-results"), kept.getPredicates());
        assertEquals(credential, kept.getCredentialsId());
        assertEquals("image.json", kept.getImageFiles());
        assertEquals(List.of("registry.example.com/team/**"), kept.getRepositories());
        assertEquals("cosign", kept.getAttach());
        assertEquals("registry", kept.getRegistryCredentialsId());
        assertEquals("sigstore", kept.getFormat());
        assertTrue(kept.isLocked());
        assertFalse(kept.isKeyless());
    }

    @Test
    void theFormsKeepWhatIsEntered() throws Exception {
        AttestationRules.get().setRules(List.of(rule("jars", "provenance-key")));
        var folder = jenkins.createProject(Folder.class, "team");
        folder.addProperty(new FolderRules(List.of(rule("team-jars", "shared"))));

        jenkins.configRoundtrip();
        jenkins.configRoundtrip(folder);

        assertKept(AttestationRules.get().getRules().get(0), "jars", "provenance-key");
        assertKept(folder.getProperties().get(FolderRules.class).getRules().get(0), "team-jars", "shared");
        AttestationRules.get().setRules(List.of());
        jenkins.configRoundtrip();
        assertTrue(AttestationRules.get().getRules().isEmpty());
    }

    private static final class Jar extends TestBuilder {
        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws InterruptedException, IOException {
            build.getWorkspace().child("app.jar").write(build.getFullDisplayName(), "UTF-8");
            return true;
        }
    }

    /** The page of a build is only told about the attestation when that is done. */
    private static boolean isAttested(Run<?, ?> run) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (run.getArtifactManager().root().child("app.jar.intoto.jsonl").isFile()) {
                return true;
            }
            Thread.sleep(100);
        }
        return false;
    }

    private int post(String user, String path) throws Exception {
        try (var client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            client.login(user);
            var request = new WebRequest(client.createCrumbedUrl(path), HttpMethod.POST);
            return client.getPage(client.addCrumb(request)).getWebResponse().getStatusCode();
        }
    }

    /** A build whose rule has failed, and could be carried out now. */
    private Run<?, ?> failed() throws Exception {
        AttestationRules.get().setRules(List.of(rule("jars", "absent")));
        var job = jenkins.createProject(FreeStyleProject.class, "app");
        job.getBuildersList().add(new Jar());
        job.getPublishersList().add(new ArtifactArchiver("*.jar"));
        var build = jenkins.buildAndAssertSuccess(job);
        for (int i = 0; i < 600 && RuleQueue.get().failed().isEmpty(); i++) {
            Thread.sleep(100);
        }
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("developer")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        AttestationRules.get().setRules(List.of(rule("jars", "provenance-key")));
        return build;
    }

    @Test
    void onlyAdministratorsTryAgain() throws Exception {
        var build = failed();
        var monitor = ExtensionList.lookupSingleton(RuleMonitor.class);
        assertTrue(monitor.isActivated());

        assertEquals(403, post("reader", monitor.getUrl() + "/retry"));
        assertTrue(monitor.isActivated());
        assertFalse(
                build.getArtifactManager().root().child("app.jar.intoto.jsonl").isFile());
        // Where the answer leads to is up to the page that was there before.
        assertNotEquals(403, post("admin", monitor.getUrl() + "/retry"));
        assertTrue(isAttested(build));
    }

    private String page(String user, Run<?, ?> build) throws Exception {
        try (var client = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            return client.login(user)
                    .goTo(build.getUrl() + "in-toto/")
                    .getWebResponse()
                    .getContentAsString();
        }
    }

    @Test
    void whoeverConfiguresTheJobTriesAgainOnThePageOfTheBuild() throws Exception {
        var build = failed();
        var address = build.getUrl() + "in-toto/retry";

        assertFalse(page("reader", build).contains("Try again"));
        assertEquals(403, post("reader", address));
        assertTrue(page("developer", build).contains("Try again"));
        try (var client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            client.login("developer");
            assertEquals(404, client.goTo(address, null).getWebResponse().getStatusCode());
            var withoutCrumb = new WebRequest(new URL(client.getContextPath() + address), HttpMethod.POST);
            assertEquals(403, client.getPage(withoutCrumb).getWebResponse().getStatusCode());
        }
        assertEquals(1, RuleQueue.get().failed().size());

        assertEquals(200, post("developer", address));
        assertTrue(isAttested(build));
    }
}
