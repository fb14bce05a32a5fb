package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Whose links a Pipeline may verify with, though its builds run with all permissions. */
@AcceptanceTest
class LinksFromIT {
    private final RemoteJenkins jenkins;

    LinksFromIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    private Job owner(ExampleChain chain, String properties) throws Exception {
        return jenkins.pipeline(
                RemoteJenkins.name("owner"),
                properties + "\nnode { deleteDir()\ninTotoRecord(stepName: 'build', credentialsId: '" + chain.signingKey
                        + "', products: 'app.txt') { writeFile file: 'app.txt', text: 'one' } }");
    }

    private String verified(ExampleChain chain, String name, Job owner) throws Exception {
        return jenkins.pipeline(
                        name,
                        "inTotoVerify(layout: '" + chain.layout + "', linksFrom: [[job: '" + owner.name()
                                + "', build: 1]])")
                .run()
                .log();
    }

    @Test
    void anotherJobSaysWhoMay() throws Exception {
        var chain = ExampleChain.in(jenkins);
        jenkins.layout(chain.layout, chain.buildOnly(), chain.ownersPublicKey());
        var closed = owner(chain, "");
        closed.run();
        var reader = RemoteJenkins.name("reader");
        var open = owner(chain, "properties([inTotoVerifyingJobs('" + reader + "')])");
        open.run();

        assertThat(verified(chain, RemoteJenkins.name("stranger"), closed))
                .contains("there is no build 1 of job '" + closed.name() + "' that this build may read")
                .endsWith("Finished: FAILURE\n");
        assertThat(verified(chain, RemoteJenkins.name("stranger"), open)).endsWith("Finished: FAILURE\n");
        assertThat(verified(chain, reader, open)).endsWith("Finished: SUCCESS\n");
    }

    @RequiresTool(Tool.CHROMIUM)
    @Test
    void whoMayStaysSoWhenTheFormOfTheJobIsSaved(@TempDir(cleanup = CleanupMode.NEVER) Path profile) throws Exception {
        var job = owner(ExampleChain.in(jenkins), "properties([inTotoVerifyingJobs('scan-*')])");
        job.run();
        try (var browser = new HeadlessBrowser(profile)) {
            jenkins.authorization().ifPresent(browser::authorize);

            browser.open(jenkins.address(job.path() + "configure"));
            browser.follow("document.querySelector('button[name=Submit]').click()");
            assertThat(job.config()).contains("<jobs>scan-*</jobs>");

            browser.open(jenkins.address(job.path() + "configure"));
            browser.evaluate("document.querySelector('[name=\"_.jobs\"]').value = 'scan-a\\nscan-b'");
            browser.follow("document.querySelector('button[name=Submit]').click()");
            assertThat(job.config()).contains("<jobs>scan-a\nscan-b</jobs>");
        }
    }
}
