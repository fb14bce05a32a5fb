package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which sources provenance names, and whose word that is, if a Jenkinsfile lies. */
@RequiresTool(Tool.GIT)
@AcceptanceTest
class SourceIT {
    private final RemoteJenkins jenkins;
    private final String keyId = RemoteJenkins.name("attesting");

    @TempDir
    private Path folder;

    private GitRepositories repositories;

    SourceIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @BeforeEach
    void serveRepositories() throws Exception {
        jenkins.requirePlugins("git", "workflow-multibranch");
        jenkins.signingKey(
                keyId,
                new String(KeyFileWriter.privatePem(KeyGenerator.ecdsa(EcCurve.P256)), StandardCharsets.US_ASCII));
        repositories = new GitRepositories(folder);
    }

    @AfterEach
    void stopServing() {
        if (repositories != null) {
            repositories.close();
        }
    }

    private String address(String repository) {
        return repositories.address(repository);
    }

    private String repository(String name, String file, String content) throws Exception {
        return repositories.make(name, Map.of(file, content));
    }

    /** The Jenkinsfile of somebody who wants provenance to name one repository, and to build another. */
    private String lie(String remotes) {
        return """
                node {
                  deleteDir()
                  sh 'git init -q . && git config url.%s.insteadOf %s'
                  checkout([$class: 'GitSCM', branches: [[name: 'main']], userRemoteConfigs: [%s]])
                  sh 'echo app > app.txt'
                  inTotoAttest subjects: 'app.txt', credentialsId: '%s'
                }
                """.formatted(address("evil"), address("good"), remotes, keyId);
    }

    private String good() {
        return "[url: '" + address("good") + "']";
    }

    /** What provenance of app.txt says of how the build was defined. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> definition(Job.Build build) throws Exception {
        assertThat(build.result()).as(build.log()).isEqualTo("SUCCESS");
        byte[] line = build.artifact("app.txt.intoto.jsonl");
        var bundle = Files.createTempFile("bundle", ".jsonl");
        try {
            Files.write(bundle, line);
            var lines = new java.util.ArrayList<BundleLine>();
            BundleReader.<IOException>forEachLine(bundle, JsonLimits.DEFAULT, lines::add);
            var payload = lines.get(0).envelope().orElseThrow().payload();
            var predicate = Statement.read(payload, "line", JsonLimits.DEFAULT).predicate();
            return (Map<String, Object>) predicate.get("buildDefinition");
        } finally {
            Files.delete(bundle);
        }
    }

    private Map<String, Object> reported(String repository, String commit, String by) {
        return Map.of(
                "uri",
                "git+" + address(repository),
                "digest",
                Map.of("gitCommit", commit),
                "annotations",
                Map.of("reportedBy", by));
    }

    private void assertNamesReviewedSource(Map<String, Object> definition, String commit) {
        var source = Map.of("uri", "git+" + address("good"), "digest", Map.of("gitCommit", commit));
        assertThat((Map<?, ?>) definition.get("externalParameters")).isNotNull().satisfies(external -> assertThat(
                        ((Map<?, ?>) external).get("source"))
                .isEqualTo(source));
    }

    @Test
    void aMultibranchJobNamesWhatTheControllerHasFound() throws Exception {
        var forged = repository("evil", "evil.txt", "evil");
        var reviewed = repository("good", "Jenkinsfile", lie(good()));
        var build = jenkins.multibranch(RemoteJenkins.name("branches"), address("good"))
                .branch("main")
                .build(1);
        build.result();

        var definition = definition(build);
        assertNamesReviewedSource(definition, reviewed);
        assertThat(definition.get("resolvedDependencies"))
                .isEqualTo(List.of(reported("good", reviewed, "controller"), reported("good", forged, "agent")));
    }

    private Job fromSource(boolean lightweight) throws IOException {
        return jenkins.create(RemoteJenkins.name("from-source"), """
                <flow-definition plugin="workflow-job">
                  <definition class="org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition" plugin="workflow-cps">
                    <scm class="hudson.plugins.git.GitSCM" plugin="git">
                      <configVersion>2</configVersion>
                      <userRemoteConfigs>
                        <hudson.plugins.git.UserRemoteConfig><url>%s</url></hudson.plugins.git.UserRemoteConfig>
                      </userRemoteConfigs>
                      <branches><hudson.plugins.git.BranchSpec><name>main</name></hudson.plugins.git.BranchSpec></branches>
                    </scm>
                    <scriptPath>Jenkinsfile</scriptPath>
                    <lightweight>%s</lightweight>
                  </definition>
                </flow-definition>
                """.formatted(address("good"), lightweight));
    }

    @Test
    void aPipelineWhoseJenkinsfileTheControllerCheckedOutNamesThatCommit() throws Exception {
        var forged = repository("evil", "evil.txt", "evil");
        var reviewed = repository("good", "Jenkinsfile", lie(good()));

        var definition = definition(fromSource(false).run());

        assertNamesReviewedSource(definition, reviewed);
        assertThat(definition.get("resolvedDependencies"))
                .isEqualTo(List.of(reported("good", reviewed, "controller"), reported("good", forged, "agent")));
    }

    @Test
    void whereTheControllerHoldsNoRevisionThereIsOnlyTheWordOfTheAgent() throws Exception {
        var forged = repository("evil", "evil.txt", "evil");
        repository("good", "Jenkinsfile", lie(good()));

        for (var job : List.of(fromSource(true), jenkins.pipeline(RemoteJenkins.name("inline"), lie(good())))) {
            var definition = definition(job.run());

            assertThat(((Map<?, ?>) definition.get("externalParameters")).containsKey("source"))
                    .isFalse();
            assertThat(definition.get("resolvedDependencies")).isEqualTo(List.of(reported("good", forged, "agent")));
        }
    }

    @Test
    void ofTwoRemotesOnlyThatOfTheBranchIsNamed() throws Exception {
        var forged = repository("evil", "evil.txt", "evil");
        repository("good", "README", "good");
        var script = lie("[name: 'origin', url: '" + address("good") + "'], [name: 'other', url: '" + address("evil")
                        + "']")
                .replace("git config url", "git config branch.unused.description")
                .replace("name: 'main'", "name: 'other/main'");
        var job = jenkins.pipeline(RemoteJenkins.name("two-remotes"), script);

        for (int i = 0; i < 2; i++) {
            assertThat(definition(job.run()).get("resolvedDependencies"))
                    .isEqualTo(List.of(reported("evil", forged, "agent")));
        }
    }
}
