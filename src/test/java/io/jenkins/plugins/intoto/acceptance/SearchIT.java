package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** From a file on somebody's disk to what Jenkins attested of it, in a browser. */
@RequiresTool(Tool.CHROMIUM)
@AcceptanceTest
class SearchIT {
    private final RemoteJenkins jenkins;

    /** No other build makes such a file. */
    private final String content = RemoteJenkins.name("content");

    @TempDir(cleanup = CleanupMode.NEVER)
    private Path profile;

    private HeadlessBrowser browser;

    SearchIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @BeforeEach
    void startBrowser() throws IOException {
        browser = new HeadlessBrowser(profile);
        jenkins.authorization().ifPresent(browser::authorize);
    }

    @AfterEach
    void stopBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    private Job.Build attested() throws Exception {
        var keyId = RemoteJenkins.name("attesting");
        jenkins.signingKey(
                keyId,
                new String(KeyFileWriter.privatePem(KeyGenerator.ecdsa(EcCurve.P256)), StandardCharsets.US_ASCII));
        return jenkins.pipeline(RemoteJenkins.name("search"), """
                        node {
                          writeFile file: 'app.txt', text: '%s'
                          inTotoAttest subjects: 'app.txt', credentialsId: '%s'
                          inTotoAttest predicateType: 'https://example.com/review/v1', subjects: 'app.txt', credentialsId: '%2$s',
                            predicate: [note: '<b id="markup">approved</b>']
                        }
                        """.formatted(content, keyId))
                .run();
    }

    private String digest() {
        return DigestMap.ofContent(content.getBytes(StandardCharsets.UTF_8))
                .value("sha256")
                .orElseThrow();
    }

    private void choose(String text) {
        browser.follow("""
                (() => {
                  const files = new DataTransfer();
                  files.items.add(new File(['%s'], 'app.txt'));
                  const input = document.querySelector('.intoto-drop input[type=file]');
                  input.files = files.files;
                  input.dispatchEvent(new Event('change', {bubbles: true}));
                })()""".formatted(text));
    }

    @Test
    void aFileLeadsToItsAttestationsAndThoseToTheirPages() throws Exception {
        var build = attested();
        browser.enforceStrictPolicy();
        browser.open(jenkins.address("in-toto/"));

        choose(content);

        assertThat(browser.evaluate("location.search")).isEqualTo("?artifact=" + digest());
        assertThat(browser.html()).contains("SLSA provenance", "https://example.com/review/v1", build.path());
        browser.follow("document.querySelector('td[title=\"https://example.com/review/v1\"] a').click()");
        assertThat(browser.html())
                .contains("app.txt", "sha256:" + digest(), "&lt;b id=\"markup\"&gt;approved&lt;/b&gt;");
        assertThat(browser.evaluate("document.getElementById('markup')")).isNull();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aFileThatNobodyAttestedLeadsToNothing() {
        browser.enforceStrictPolicy();
        browser.open(jenkins.address("in-toto/"));

        choose(content);

        assertThat(browser.html()).contains("No build that you may see has attested this artifact");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void anImageIsFoundByItsDigestAndATagIsNone() throws Exception {
        attested();

        browser.open(jenkins.address("in-toto/?artifact=registry.example.com/app@sha256:" + digest()));
        assertThat(browser.html()).contains("SLSA provenance");

        browser.open(jenkins.address("in-toto/?artifact=registry.example.com/app:1.2"));
        assertThat(browser.html()).contains("A tag does not say which image is meant");
    }

    @Test
    void theIndexIsRebuiltByAClick() throws Exception {
        var build = attested();
        browser.open(jenkins.address("in-toto/rebuild/"));

        browser.follow("document.querySelector('form[action=start] button').click()");
        Patience.until("the index is rebuilt", 60, () -> jenkins.get("in-toto/rebuild/api/json")
                .text()
                .contains("\"state\":\"DONE\""));

        assertThat(jenkins.get("in-toto/digest/" + digest() + "/api/json").text())
                .contains("\"job\":\"" + build.path().split("/")[1] + "\"");
        assertThat(browser.complaints()).isEmpty();
    }
}
