package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
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

    RulesIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @BeforeEach
    void enterRule() throws Exception {
        jenkins.script("""
                import com.cloudbees.plugins.credentials.*
                def load = { jenkins.model.Jenkins.get().pluginManager.uberClassLoader.loadClass('io.jenkins.plugins.intoto.' + it) }
                def store = SystemCredentialsProvider.instance
                if (store.credentials.every { it.id != 'rule-key' }) {
                  store.credentials.add(load('credentials.InTotoSigningKey').declaredConstructors[0]
                    .newInstance(CredentialsScope.SYSTEM, 'rule-key', '', null, null, 'ecdsa-p256'))
                  store.save()
                }
                def rule = load('attestation.rule.AttestationRule').getDeclaredConstructor().newInstance()
                rule.name = 'jars'
                rule.jobs = '%s*/**'
                rule.artifacts = '**/*.jar'
                rule.credentialsId = 'rule-key'
                load('attestation.rule.AttestationRules').get().rules = [rule]
                """.formatted(prefix));
    }

    @AfterEach
    void removeRule() throws Exception {
        jenkins.script("jenkins.model.Jenkins.get().pluginManager.uberClassLoader"
                + ".loadClass('io.jenkins.plugins.intoto.attestation.rule.AttestationRules').get().rules = []");
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

    /** The artifact is large enough that it is still being hashed when the build has ended. */
    @Test
    void aBuildThatEndedJustBeforeACrashIsAttestedOnceAfterIt() throws Exception {
        var process = jenkins.process();
        var job = jenkins.pipeline(prefix + "-crashed", """
                node {
                  sh 'mkdir -p target && truncate -s 1200M target/app.jar'
                  archiveArtifacts 'target/*.jar'
                }
                """);
        var build = job.start();
        Patience.until("the build has ended", 300, () -> build.log().contains("Finished: SUCCESS"));
        assertThat(queued(process.home())).hasSize(1);
        process.crash();

        assertThat(build.result()).isEqualTo("SUCCESS");
        assertProvenance(await(build), job.name());
        Patience.until(
                "nothing is left to be done", 60, () -> queued(process.home()).isEmpty());
        assertThat(process.home().resolve("jobs").resolve(job.name()).resolve("builds/1/in-toto-drafts"))
                .doesNotExist();
        process.restart();
        assertProvenance(await(build), job.name());
    }

    private static List<Path> queued(Path home) throws IOException {
        try (var files = Files.list(home.resolve("in-toto/rules"))) {
            return files.toList();
        }
    }
}
