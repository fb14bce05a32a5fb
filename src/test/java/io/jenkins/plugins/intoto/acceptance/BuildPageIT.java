package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The pages of a build in a browser. */
@RequiresTool(Tool.CHROMIUM)
@AcceptanceTest
class BuildPageIT {
    private static final Path PICTURES = Path.of("target", "acceptance");

    private final RemoteJenkins jenkins;

    @TempDir(cleanup = CleanupMode.NEVER)
    private Path profile;

    private ExampleChain chain;
    private HeadlessBrowser browser;

    BuildPageIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @BeforeEach
    void startBrowser() throws IOException {
        browser = new HeadlessBrowser(profile);
        jenkins.authorization().ifPresent(browser::authorize);
        chain = ExampleChain.in(jenkins);
    }

    @AfterEach
    void stopBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    private Job.Build tampered() throws IOException {
        var script = chain.pipeline("Jenkinsfile.scripted")
                .replace("stage('Package')", "sh 'echo slipped in >> app.txt'\n    stage('Package')");
        return jenkins.pipeline(RemoteJenkins.name("tampered"), script).run();
    }

    @Test
    void thePagesObeyAStrictPolicy() throws Exception {
        var build = tampered();
        browser.enforceStrictPolicy();

        var link = "in-toto/link/" + AgentIT.linkFile(build, "build") + "/";
        for (var page : List.of("", "in-toto/", link, "in-toto/api/json")) {
            browser.open(jenkins.address(build.path() + page));
            assertThat(browser.complaints()).as(page).isEmpty();
        }
        browser.open(jenkins.address("job/" + build.path().split("/")[1] + "/"));
        assertThat(browser.complaints()).as("page of the job").isEmpty();

        browser.evaluate("document.head.append(Object.assign(document.createElement('script'), {text: '1'}))");
        Patience.until("the policy is enforced", 10, () -> !browser.complaints().isEmpty());
    }

    @Test
    void thePageIsReadableWithoutScripts() throws IOException {
        var build = tampered();
        browser.scripting(false);

        browser.open(jenkins.address(build.path()));
        assertThat(browser.html())
                .contains("in-toto</a>: 2 links, not verified against release.layout (file of the build) (1 failure)");

        browser.open(jenkins.address(build.path() + "in-toto/"));
        assertThat(browser.html())
                .contains("step 'package': material app.txt differs from the product of step 'build'")
                .contains("Not verified against release.layout")
                .contains(">" + chain.signingKey + "</span>");
        browser.screenshot(PICTURES.resolve("build-page-without-scripts.png"));
    }

    @Test
    void theJobSaysWhatToDoNextWhereNothingIsVerified() throws IOException {
        var script = chain.pipeline("Jenkinsfile.scripted").replaceAll("(?m)^ *inTotoVerify\\(.*$", "");
        var build = jenkins.pipeline(RemoteJenkins.name("guided"), script).run();
        var job = build.path().split("/")[1];
        browser.enforceStrictPolicy();

        browser.open(jenkins.address("job/" + job + "/"));

        assertThat(browser.html()).contains("#1 has recorded 2 links, but no layout says yet what a build must do");
        assertThat(browser.evaluate("document.getElementById('main-panel').textContent")
                        .toString())
                .contains("in-toto sign -f " + job + ".layout -k owner");
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
        browser.screenshot(PICTURES.resolve("job-page-guide.png"));

        browser.open(jenkins.address(build.path() + "in-toto/proposal/"));
        assertThat(browser.html()).contains("Download " + job + ".layout", chain.signingKey);
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
        browser.screenshot(PICTURES.resolve("proposal.png"));
        var query = "?signer=" + chain.signingKey + "&signer=";
        assertThat(jenkins.get(build.path() + "in-toto/proposal/download" + query)
                        .text())
                .contains("\"_type\": \"layout\"");

        browser.follow("document.querySelector(\"[formaction$='/manage/configure#in-toto-layout-draft']\").click()");
        var entered = "[...document.querySelectorAll('[name=\"_.layout\"]')].filter(e => e.value.includes('%s')).length"
                .formatted("Proposed from the links of " + job);
        Patience.until("the form is there", 60, () -> browser.evaluate(entered)
                .toString()
                .matches("1(\\.0)?"));
        assertThat(browser.evaluate(
                        "[...document.querySelectorAll('[name=\"_.name\"]')].some(e => e.value === '" + job + "')"))
                .isEqualTo(true);
        assertThat(browser.evaluate("document.getElementById('in-toto-layout-draft').getBoundingClientRect().top"
                        + " <= window.innerHeight"))
                .isEqualTo(true);
        browser.screenshot(PICTURES.resolve("proposal-in-form.png"));
    }

    @Test
    void thePageShowsWhyAVerificationFailed() throws IOException {
        var build = tampered();
        browser.open(jenkins.address(build.path() + "in-toto/"));

        assertThat(browser.evaluate("document.querySelector('.intoto-picture img').naturalWidth > 0"))
                .isEqualTo(true);
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
        browser.screenshot(PICTURES.resolve("build-page.png"));
    }

    @Test
    void aFormSavedAsItStandsChangesNothing() throws IOException {
        jenkins.layout(chain.layout, chain.buildOnly(), chain.ownersPublicKey());
        var job = jenkins.create(RemoteJenkins.name("form"), chain.example("freestyle.xml"));
        save(job);
        var once = publishers(job.config());
        save(job);

        assertThat(publishers(job.config())).isEqualTo(once);
        assertThat(once)
                .contains("<stepName>build</stepName>")
                .contains("<credentialsId>" + chain.signingKey + "</credentialsId>")
                .contains("<materials>src/**</materials>")
                .contains("<environment>NODE_LABELS</environment>")
                .contains("<archive>true</archive>")
                .contains("<layout>" + chain.layout + "</layout>")
                .contains("<products>app.txt</products>");
    }

    @Test
    void aSizeThatCannotBeSetIsAnErrorOfTheForm() {
        browser.open(jenkins.address("manage/configure"));
        // As from a browser that does not look at the limits of a field.
        browser.evaluate("for (const field of ['_.linkLimit', '_.bundleLineLimit']) {"
                + "const input = document.querySelector(`[name='${field}']`);"
                + "input.type = 'text'; input.min = ''; input.max = ''; input.value = 'many'; }");
        browser.follow("document.querySelector('button[name=Submit]').click()");

        assertThat(browser.html())
                .contains("Largest link, in MiB: enter a number of MiB from 1 to 2047")
                .doesNotContain("Oops", "FormException");
    }

    private void save(Job job) {
        browser.open(jenkins.address(job.path() + "configure"));
        browser.follow("document.querySelector('button[name=Submit]').click()");
    }

    private static String publishers(String config) {
        return config.substring(config.indexOf("<publishers>"), config.indexOf("</publishers>"));
    }
}
