package io.jenkins.plugins.intoto.acceptance;

import static io.jenkins.plugins.intoto.acceptance.ExampleChain.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recording and verifying in Pipelines, with the Pipelines of the examples. */
@AcceptanceTest
class PipelineIT {
    private final RemoteJenkins jenkins;
    private ExampleChain chain;

    PipelineIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @BeforeEach
    void makeKeys() throws Exception {
        chain = ExampleChain.in(jenkins);
    }

    private Job.Build run(String script) throws Exception {
        return jenkins.pipeline(RemoteJenkins.name("pipeline"), script).run();
    }

    @Test
    void aScriptedPipelineRecordsAndVerifies() throws Exception {
        var build = run(chain.pipeline("Jenkinsfile.scripted"));

        assertThat(build.log())
                .contains("[in-toto] step 'build': 2 materials on ")
                .contains("[in-toto] step 'package': 1 product on ")
                .contains("[in-toto] PASSED: 2 steps with 2 links verified against release.layout")
                .endsWith("Finished: SUCCESS\n");
        assertThat(build.artifacts())
                .containsPattern("in-toto/build\\.[0-9a-f]{8}\\.link")
                .containsPattern("in-toto/package\\.[0-9a-f]{8}\\.link")
                .contains("app.tar");
    }

    @Test
    void aDeclarativePipelineRecordsAndVerifies() throws Exception {
        jenkins.layout(chain.layout, chain.release(), chain.ownersPublicKey());

        var build = run(chain.pipeline("Jenkinsfile.declarative"));

        assertThat(build.log())
                .contains("[in-toto] PASSED: 2 steps with 2 links verified against " + chain.layout)
                .endsWith("Finished: SUCCESS\n");
    }

    @Test
    void thePipelineOfThisProjectRecordsAndVerifies() throws Exception {
        jenkins.layout(
                chain.layout,
                chain.signed(
                        chain.step("build", rules("DISALLOW *"), rules("CREATE target/*", "DISALLOW *")),
                        chain.step(
                                "demonstrate",
                                rules("MATCH target/* WITH PRODUCTS FROM build", "DISALLOW *"),
                                rules(
                                        "CREATE target/demo/report.json",
                                        "MATCH target/* WITH PRODUCTS FROM build",
                                        "DISALLOW *"))),
                chain.ownersPublicKey());
        var script = Files.readString(Path.of("Jenkinsfile"))
                .replace("build-key", chain.signingKey)
                .replace("layout: 'in-toto-attestation'", "layout: '" + chain.layout + "'")
                .replace(
                        "sh 'mvn -B -ntp verify'",
                        "sh 'rm -rf target; mkdir target; cd target;"
                                + " for file in attestation.hpi attestation.hpi.cdx.json; do date > in-toto-$file; done;"
                                + " date > in-toto.jar'")
                .replace("sh './demo'", "sh 'mkdir target/demo; date > target/demo/report.json'")
                .replace("junit '", "echo '");

        assertThat(run(script).log())
                .contains("[in-toto] PASSED: 2 steps with 2 links verified against " + chain.layout)
                .endsWith("Finished: SUCCESS\n");
    }

    @Test
    void whatIsVerifiedIsToldAsData() throws Exception {
        var build = run(chain.pipeline("Jenkinsfile.scripted"));

        var api = jenkins.json(build.path() + "in-toto/api/json");
        assertThat(api.integer("links")).isEqualTo(2);
        assertThat(api.objects("verifications").get(0).asMap())
                .containsEntry("passed", true)
                .containsEntry("layout", "release.layout (file of the build)");
    }

    @Test
    void aProductChangedBetweenTheStepsFailsTheBuild() throws Exception {
        var script = chain.pipeline("Jenkinsfile.scripted")
                .replace("stage('Package')", "sh 'echo slipped in >> app.txt'\n    stage('Package')");

        var build = run(script);

        assertThat(build.log())
                .contains("step 'package': material app.txt differs from the product of step 'build'"
                        + " (rule 1: MATCH app.txt WITH PRODUCTS FROM build)")
                .endsWith("Finished: FAILURE\n");
    }

    @Test
    void aProductChangedAfterTheLastStepMakesADeclarativeBuildUnstable() throws Exception {
        jenkins.layout(chain.layout, chain.release(), chain.ownersPublicKey());
        var script = chain.pipeline("Jenkinsfile.declarative")
                .replace("def outcome", "sh 'echo slipped in >> app.tar'\n def outcome");

        var build = run(script);

        assertThat(build.log())
                .contains("workspace: app.tar is not the file that step 'package' made: it has other digests")
                .endsWith("Finished: UNSTABLE\n");
    }

    @Test
    void theErrorOfTheBodyIsToldAndNoLinkIsWritten() throws Exception {
        var build = run("node { inTotoRecord(stepName: 'build', credentialsId: '" + chain.signingKey
                + "') { error 'the compiler is missing' } }");

        assertThat(build.log())
                .contains("ERROR: the compiler is missing")
                .contains("[in-toto] no link of step 'build'")
                .endsWith("Finished: FAILURE\n");
        assertThat(build.artifacts()).doesNotContain("in-toto/");
    }

    @Test
    void withoutACredentialTheStepSaysWhatToDo() throws Exception {
        var build = run("node { inTotoRecord(stepName: 'build', credentialsId: 'nobody') { echo 'never' } }");

        assertThat(build.log())
                .contains("there is no credential 'nobody' that this build can use")
                .doesNotContain("never\n")
                .endsWith("Finished: FAILURE\n");
    }

    @Test
    void aSigningKeyWithoutAKeyIsRefusedAsXmlToo() throws Exception {
        var id = RemoteJenkins.name("empty");

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> jenkins.signingKey(id, " "));
        assertThat(jenkins.ask("credentials/store/system/domain/_/credential/" + id + "/")
                        .status())
                .isEqualTo(404);
    }

    /** Secret texts can be bound; the plugin's own kind of key cannot. */
    @Test
    void aBuildCannotBindTheSigningKey() throws Exception {
        var build = run("node { withCredentials([string(credentialsId: '" + chain.signingKey
                + "', variable: 'KEY')]) { echo 'bound' } }");

        assertThat(build.log()).doesNotContain("bound\n").endsWith("Finished: FAILURE\n");
    }

    @Test
    void theSnippetGeneratorWritesWhatWasEntered() throws Exception {
        var job = jenkins.pipeline(RemoteJenkins.name("snippet"), "echo 'nothing'");
        var json = "{\"stapler-class\": \"io.jenkins.plugins.intoto.recording.RecordStep\","
                + " \"$class\": \"io.jenkins.plugins.intoto.recording.RecordStep\", \"stepName\": \"build\","
                + " \"credentialsId\": \"k\", \"materials\": \"src/**\", \"products\": \"\", \"excludes\": \"\","
                + " \"defaultExcludes\": true, \"followSymlinks\": true, \"normalizeLineEndings\": false,"
                + " \"hashAlgorithms\": \"\", \"command\": \"\", \"environment\": \"\", \"recordCommands\": true,"
                + " \"format\": \"link\", \"keyIds\": \"\", \"onFailure\": \"skip\", \"archive\": true,"
                + " \"replace\": false}";

        var snippet = jenkins.post(job.path() + "pipeline-syntax/generateSnippet", Map.of("json", json))
                .text();

        assertThat(snippet.trim().split("\n")[0])
                .isEqualTo("inTotoRecord(credentialsId: 'k', materials: 'src/**', recordCommands: true,"
                        + " stepName: 'build') {");
    }
}
