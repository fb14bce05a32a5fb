package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attestations by rules of jobs that know nothing of in-toto. */
@AcceptanceTest
class RulesIT {
    private static final String JAR = "target/app.jar";
    private static final String BUNDLE = JAR + ".intoto.jsonl";
    private static final String PROVENANCE = "https://slsa.dev/provenance/v1";

    private final RemoteJenkins jenkins;
    private final String prefix = RemoteJenkins.name("ruled");
    private final String keyId = RemoteJenkins.name("rule-key");

    RulesIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @BeforeEach
    void enterRule() throws Exception {
        jenkins.systemSigningKey(
                keyId,
                new String(KeyFileWriter.privatePem(KeyGenerator.ecdsa(EcCurve.P256)), StandardCharsets.US_ASCII));
        jenkins.rules(
                "name: 'jars', jobs: '" + prefix + "*/**', artifacts: '**/*.jar', credentialsId: '" + keyId + "'");
    }

    @AfterEach
    void removeRule() throws Exception {
        jenkins.rules();
    }

    private static String await(Job.Build build) throws IOException {
        Patience.until(
                build.path() + " is attested", 180, () -> build.artifacts().contains(BUNDLE));
        return new String(build.artifact(BUNDLE), StandardCharsets.UTF_8);
    }

    private static String statement(String line) {
        var payload = line.replaceFirst("(?s).*\"payload\":\"([^\"]*)\".*", "$1");
        return new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8);
    }

    private static void assertProvenance(String bundle, String job) {
        assertThat(bundle.lines()).singleElement().satisfies(line -> assertThat(statement(line))
                .contains("\"predicateType\":\"" + PROVENANCE + "\"")
                .contains("\"job\":\"" + job + "\"")
                .contains("\"rule\":\"jars\"", "\"finishedOn\":", "\"name\":\"" + JAR + "\""));
    }

    @Test
    void aPipelineThatKnowsNothingOfItGetsProvenance() throws Exception {
        var job = jenkins.pipeline(prefix + "-pipeline", """
                node {
                  sh 'mkdir -p target && echo jar > target/app.jar'
                  archiveArtifacts 'target/*.jar'
                }
                """);
        var build = job.run();

        assertThat(build.result()).isEqualTo("SUCCESS");
        assertProvenance(await(build), job.name());
        assertThat(jenkins.get(build.path() + "in-toto/").text()).contains("Attestation rules", "jars");
    }

    @Test
    void aFreestyleJobDoesToo() throws Exception {
        var job = jenkins.create(prefix + "-freestyle", """
                <project>
                  <builders>
                    <hudson.tasks.Shell><command>mkdir -p target; echo jar &gt; target/app.jar</command></hudson.tasks.Shell>
                  </builders>
                  <publishers>
                    <hudson.tasks.ArtifactArchiver><artifacts>target/*.jar</artifacts></hudson.tasks.ArtifactArchiver>
                  </publishers>
                </project>
                """);
        var build = job.run();

        assertThat(build.result()).isEqualTo("SUCCESS");
        assertProvenance(await(build), job.name());
    }

    @Test
    void everyConfigurationOfAMatrixDoesToo() throws Exception {
        var job = jenkins.create(prefix + "-matrix", """
                <matrix-project>
                  <axes><hudson.matrix.TextAxis><name>os</name><values><string>a</string></values></hudson.matrix.TextAxis></axes>
                  <builders>
                    <hudson.tasks.Shell><command>mkdir -p target; echo jar &gt; target/app.jar</command></hudson.tasks.Shell>
                  </builders>
                  <buildWrappers/>
                  <publishers>
                    <hudson.tasks.ArtifactArchiver><artifacts>target/*.jar</artifacts></hudson.tasks.ArtifactArchiver>
                  </publishers>
                </matrix-project>
                """);
        var build = job.run();

        assertThat(build.result()).isEqualTo("SUCCESS");
        assertProvenance(await(new Job.Build(jenkins, job.path() + "os=a/1/")), job.name() + "/os=a");
    }
}
