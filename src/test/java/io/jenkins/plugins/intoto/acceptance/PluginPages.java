package io.jenkins.plugins.intoto.acceptance;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds that have something to show on every page of the plugin, and the addresses of these pages. */
final class PluginPages {
    private static final String BOM =
            "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.7\",\"version\":1,\"components\":["
                    + "{\"type\":\"library\",\"group\":\"org.example\",\"name\":\"parser\",\"version\":\"2.4.1\",\"purl\":\"pkg:maven/org.example/parser@2.4.1\",\"licenses\":[{\"license\":{\"id\":\"Apache-2.0\"}}]},"
                    + "{\"type\":\"library\",\"group\":\"org.example\",\"name\":\"transport\",\"version\":\"5.0.0\",\"purl\":\"pkg:maven/org.example/transport@5.0.0\",\"licenses\":[{\"license\":{\"id\":\"MIT\"}}]}]}";

    private static final String SCAN =
            "{\"scanner\":{\"uri\":\"https://scanner.example/\",\"version\":\"1.4\",\"db\":{\"lastUpdate\":\"2026-11-19T00:00:00Z\"},\"result\":["
                    + "{\"id\":\"CVE-2026-1001\",\"severity\":[{\"method\":\"nvd\",\"score\":\"5.3\"}],\"annotations\":[{\"package\":\"parser\"},{\"version\":\"2.4.1\"}]},"
                    + "{\"id\":\"CVE-2026-1002\",\"severity\":[{\"method\":\"nvd\",\"score\":\"9.8\"}],\"annotations\":[{\"package\":\"transport\"},{\"version\":\"5.0.0\"}]}]},"
                    + "\"metadata\":{\"scanStartedOn\":\"2026-11-20T10:00:00Z\",\"scanFinishedOn\":\"2026-11-20T10:01:00Z\"}}";

    /** Opens all that a form of the plugin hides, and adds one entry to each of its lists; those in an entry as well. */
    private static final String OPEN_FORMS = """
            (async () => {
              for (let depth = 0; depth < 3; depth++) {
                document.querySelectorAll('%s').forEach(form => form
                  .querySelectorAll('.advanced-button:not([data-opened]), .repeatable-add:not([data-opened])')
                  .forEach(button => {
                    if (button.offsetParent !== null) {
                      button.dataset.opened = 'true';
                      button.click();
                    }
                  }));
                await new Promise(resolve => setTimeout(resolve, 500));
              }
            })()""";

    /** Chooses among what a form can be about, once Jenkins has shown the first choice; that part of the form is then fetched. */
    private static final String CHOOSE = """
            (async () => {
              const until = async condition => {
                while (!condition()) {
                  await new Promise(resolve => setTimeout(resolve, 100));
                }
              };
              const choices = document.querySelector('select.dropdownList');
              await until(() => document.querySelector('.dropdownList-container .jenkins-form-item'));
              choices.value = [...choices.options].find(option => option.textContent.startsWith('%s')).value;
              choices.dispatchEvent(new Event('change', {bubbles: true}));
              await until(() => document.querySelector('%s'));
            })()""";

    private static final String BRANCHES =
            "<org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject plugin=\"workflow-multibranch\"/>";

    private static final String FOLDER = """
            <com.cloudbees.hudson.plugins.folder.Folder plugin="cloudbees-folder">
              <properties>
                <io.jenkins.plugins.intoto.attestation.rule.FolderRules>
                  <rules>
                    <io.jenkins.plugins.intoto.attestation.rule.AttestationRule>
                      <name>a rule with a rather long name of its own</name>
                      <jobs>**</jobs>
                      <credentialsId>no-such-credential</credentialsId>
                    </io.jenkins.plugins.intoto.attestation.rule.AttestationRule>
                  </rules>
                </io.jenkins.plugins.intoto.attestation.rule.FolderRules>
              </properties>
            </com.cloudbees.hudson.plugins.folder.Folder>
            """;

    private static final String WHOLE = "#main-panel";
    private static final String ACTIONS = "[descriptorid^=\"io.jenkins.plugins.intoto\"]";
    private static final String STEP =
            ".dropdownList-container:has([name=\"stapler-class\"][value^=\"io.jenkins.plugins.intoto\"])";
    private static final String CREDENTIAL =
            ":is(form[name=\"update\"], .dropdownList-container):has([name$=\"inToto.generate\"])";
    /** By a field of each: the titles have ids in some versions of Jenkins only. */
    private static final String SECTIONS =
            ".jenkins-section:has(:is([name=\"_.linkLimit\"], [name=\"_.bundleLineLimit\"], [name=\"_.imageFiles\"]))";

    private static final String RULES = ".jenkins-section:not(:has(.jenkins-section)):has([name=\"_.imageFiles\"])";
    private static final String GUIDE = "#main-panel tr:has(a[href$=\"in-toto/proposal/\"])";
    private static final String MONITOR = ".jenkins-alert:has(form[action$=\"/retry\"])";

    private static final String VERIFYING_JOBS =
            ":is(.jenkins-section:not(:has(.jenkins-section)), .optionalBlock-container):has([name=\"_.jobs\"])";

    private final Map<String, Page> pages = new LinkedHashMap<>();

    /**
     * A page.
     *
     * @param path where it is
     * @param opening a script that shows what is hidden at first; empty if nothing is
     * @param own a CSS selector of the plugin's part of it; empty if that is not worth being looked at by itself
     */
    record Page(String path, String opening, String own) {
        /** Shows the page. */
        void openIn(HeadlessBrowser browser, RemoteJenkins jenkins) {
            browser.open(jenkins.address(path));
            if (!opening.isEmpty()) {
                browser.evaluate(opening);
            }
        }

        /** Whether it is an alert, to which Jenkins gives its colours. */
        boolean isAlert() {
            return own.equals(MONITOR);
        }

        /** Whether the plugin has made all of it, and not a form of Jenkins' own fields. */
        boolean isPlugins() {
            return own.equals(WHOLE);
        }
    }

    private PluginPages() {}

    private void page(String name, String path) {
        pages.put(name, new Page(path, "", WHOLE));
    }

    private void form(String name, String path, String own) {
        pages.put(name, new Page(path, OPEN_FORMS.formatted(own), own));
    }

    private void form(String name, String path, String own, String choice) {
        var opening = CHOOSE.formatted(choice, own) + ".then(() => " + OPEN_FORMS.formatted(own) + ")";
        pages.put(name, new Page(path, opening, own));
    }

    /** Makes the builds. */
    static PluginPages in(RemoteJenkins jenkins) throws Exception {
        var chain = ExampleChain.in(jenkins);
        jenkins.layout(chain.layout, chain.release(), chain.ownersPublicKey());
        var attesting = KeyGenerator.ecdsa(EcCurve.P256);
        var attestingId = RemoteJenkins.name("ci-key");
        jenkins.signingKey(attestingId, pem(attesting), "Attests what the builds of this job make");

        var script = chain.pipeline("Jenkinsfile.scripted");
        var passed = jenkins.pipeline(RemoteJenkins.name("passed"), script).run();
        var tampered = jenkins.pipeline(
                        RemoteJenkins.name("tampered"),
                        script.replace("stage('Package')", "sh 'echo slipped in >> app.txt'\n    stage('Package')"))
                .run();
        var attested = jenkins.pipeline(RemoteJenkins.name("attested"), attestations(attesting, attestingId, chain))
                .run();
        var changed = jenkins.pipeline(
                        RemoteJenkins.name("changed"),
                        attestations(attesting, attestingId, chain)
                                .replace(
                                        "  inTotoVerify",
                                        "  sh 'echo slipped in >> target/a-library-with-a-rather-long-name-1.4.2-SNAPSHOT.jar'\n  inTotoVerify"))
                .run();
        var recorded = jenkins.pipeline(
                        RemoteJenkins.name("recorded-by-a-job-of-a-long-name"),
                        script.replaceAll("inTotoVerify\\([^\n]*", ""))
                .run();
        jenkins.rule("failing", "unattested-*", "no-such-credential");
        var unattested = jenkins.pipeline(
                        RemoteJenkins.name("unattested"),
                        "node { writeFile file: 'app.jar', text: 'jar'; archiveArtifacts 'app.jar' }")
                .run();
        Patience.until("the rule has failed", 180, () -> jenkins.ask(unattested.path() + "in-toto/")
                .text()
                .contains("Try again"));
        var digest = sha256(jenkins.get(attested.path() + "in-toto/").text());
        var freestyle = jenkins.create(RemoteJenkins.name("freestyle"), freestyle(chain));

        var pages = new PluginPages();
        pages.pages.put("job", new Page(parent(tampered.path()), "", ""));
        pages.pages.put("build", new Page(tampered.path(), "", ""));
        pages.page("build-page", tampered.path() + "in-toto/");
        pages.page("verified", passed.path() + "in-toto/");
        pages.pages.put("guide", new Page(parent(recorded.path()), "", GUIDE));
        pages.page("proposal", recorded.path() + "in-toto/proposal/");
        pages.page("unattested", unattested.path() + "in-toto/");
        pages.pages.put("monitor", new Page("manage/", "", MONITOR));
        pages.page("attested", attested.path() + "in-toto/");
        pages.page("link", tampered.path() + "in-toto/link/" + AgentIT.linkFile(tampered, "package") + "/");
        pages.page("differing", changed.path() + "in-toto/");
        pages.page("find", "in-toto/");
        pages.page("found", "in-toto/?artifact=" + digest);
        pages.page("index", "in-toto/rebuild/");
        for (var attestation : attestations(jenkins, attested)) {
            var type = attestation.string("predicateType");
            var name =
                    type.contains("provenance") ? "provenance" : type.contains("cyclonedx") ? "components" : "findings";
            pages.page(name, attestation.string("url"));
        }
        pages.page("self-check", "manage/in-toto-self-check/");
        var credentials = "credentials/store/system/domain/_/";
        pages.form("credential", credentials + "credential/" + attestingId + "/update", CREDENTIAL);
        pages.form("new-credential", credentials + "newCredentials", CREDENTIAL, "in-toto signing key");
        pages.form("configuration", "manage/configure", SECTIONS);
        pages.form("freestyle", freestyle.path() + "configure", ACTIONS);
        pages.form("verifying-jobs", freestyle.path() + "configure", VERIFYING_JOBS);
        for (var step : List.of("Record", "Attest", "Verify")) {
            pages.form("snippet-" + step, parent(tampered.path()) + "pipeline-syntax/", STEP, "inToto" + step);
        }
        if (jenkins.hasPlugin("workflow-multibranch")) {
            var branches = jenkins.create(RemoteJenkins.name("branches"), BRANCHES);
            pages.form("multibranch", branches.path() + "configure", VERIFYING_JOBS);
        }
        if (jenkins.hasPlugin("cloudbees-folder")) {
            var folder = jenkins.create(RemoteJenkins.name("folder"), FOLDER);
            pages.form("folder-rules", folder.path() + "configure", RULES);
        }
        return pages;
    }

    /** The job of the examples, with all that the plugin adds to the form of a job. */
    private static String freestyle(ExampleChain chain) throws IOException {
        return chain.example("freestyle.xml").replace("<scm ", """
                        <properties>
                          <io.jenkins.plugins.intoto.verification.VerifyingJobs><jobs>other</jobs></io.jenkins.plugins.intoto.verification.VerifyingJobs>
                        </properties>
                        <scm \
                        """).replace("</publishers>", """
                          <io.jenkins.plugins.intoto.attestation.AttestationPublisher>
                            <attestations>
                              <io.jenkins.plugins.intoto.attestation.AttestStep>
                                <subjects>app.txt</subjects>
                                <credentialsId>%s</credentialsId>
                              </io.jenkins.plugins.intoto.attestation.AttestStep>
                            </attestations>
                          </io.jenkins.plugins.intoto.attestation.AttestationPublisher>
                        </publishers>
                        """.formatted(
                        chain.signingKey));
    }

    private static String attestations(SigningKey key, String keyId, ExampleChain chain) throws IOException {
        return """
                node {
                  %s
                  sh 'mkdir target; echo jar > target/a-library-with-a-rather-long-name-1.4.2-SNAPSHOT.jar'
                  writeFile file: 'bom.json', text: '%s'
                  writeFile file: 'scan.json', text: '%s'
                  writeFile file: 'gate.policy', text: '%s'
                  inTotoRecord(stepName: 'compile', credentialsId: '%s', materials: 'src/**', products: 'target/*.jar') {
                    sh 'echo compiled >> target/a-library-with-a-rather-long-name-1.4.2-SNAPSHOT.jar'
                  }
                  inTotoAttest subjects: 'target/*.jar', credentialsId: '%5$s'
                  inTotoAttest predicate: 'sbom', predicateFile: 'bom.json', subjects: 'target/*.jar', credentialsId: '%5$s'
                  inTotoAttest predicate: 'vulns', predicateFile: 'scan.json', subjects: 'target/*.jar', credentialsId: '%5$s'
                  inTotoVerify policyFile: 'gate.policy', policyKeys: ['%s'], subjects: 'target/*.jar', onFailure: 'report'
                }
                """.formatted(
                chain.checkout(), BOM, SCAN, chain.signedPolicy(key).replace("\\", "\\\\"), keyId, chain.ownersKey);
    }

    private static String pem(SigningKey key) {
        return new String(KeyFileWriter.privatePem(key), StandardCharsets.US_ASCII);
    }

    private static List<JsonObject> attestations(RemoteJenkins jenkins, Job.Build build) throws Exception {
        var answer = jenkins.get(build.path() + "in-toto/attestations/api/json").text();
        return Json.parseObject(answer.getBytes(StandardCharsets.UTF_8), "attestations", JsonLimits.DEFAULT)
                .objects("attestations");
    }

    private static String sha256(String page) {
        var begin = page.indexOf("artifact=") + "artifact=".length();
        return page.substring(begin, begin + 64);
    }

    private static String parent(String build) {
        return build.substring(0, build.lastIndexOf('/', build.length() - 2) + 1);
    }

    /** The pages by short names. */
    Map<String, Page> pages() {
        return pages;
    }
}
