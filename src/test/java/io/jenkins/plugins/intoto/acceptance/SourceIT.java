package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.remote.StandInServer;
import io.jenkins.plugins.intoto.engine.remote.StandInServer.Answer;
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
    private static final int TIME_LIMIT_SECONDS = 180;

    private final RemoteJenkins jenkins;
    private final String keyId = RemoteJenkins.name("attesting");

    @TempDir
    private Path folder;

    private StandInServer server;

    SourceIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @BeforeEach
    void serveRepositories() throws Exception {
        jenkins.requirePlugins("git", "workflow-multibranch");
        jenkins.signingKey(
                keyId,
                new String(KeyFileWriter.privatePem(KeyGenerator.ecdsa(EcCurve.P256)), StandardCharsets.US_ASCII));
        server = new StandInServer((path, body) -> {
            var file = folder.resolve(path.substring(1)).normalize();
            return file.startsWith(folder) && Files.isRegularFile(file)
                    ? new Answer(200, Files.readAllBytes(file))
                    : new Answer(404, new byte[0]);
        });
    }

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    private String address(String repository) {
        return server.uri() + "/" + repository + ".git";
    }

    private String git(Path directory, String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(
                List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"));
        command.addAll(List.of(arguments));
        return InteropTools.run(directory, new byte[0], command)
                .succeeded()
                .text()
                .strip();
    }

    /** Makes a repository with one file, to be fetched by HTTP; returns its commit. */
    private String repository(String name, String file, String content) throws Exception {
        var work = Files.createDirectory(folder.resolve(name));
        git(work, "init", "-q");
        Files.writeString(work.resolve(file), content);
        git(work, "add", ".");
        git(work, "commit", "-q", "-m", name);
        git(folder, "clone", "-q", "--bare", name, name + ".git");
        git(folder.resolve(name + ".git"), "update-server-info");
        return git(work, "rev-parse", "HEAD");
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

    @SuppressWarnings("unchecked")
    private static Map<String, Object> definition(Job.Build build) throws Exception {
        assertThat(build.log()).endsWith("Finished: SUCCESS\n");
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
        var name = RemoteJenkins.name("branches");
        var branches = jenkins.create(name, """
                <org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject plugin="workflow-multibranch">
                  <sources class="jenkins.branch.MultiBranchProject$BranchSourceList" plugin="branch-api">
                    <data>
                      <jenkins.branch.BranchSource>
                        <source class="jenkins.plugins.git.GitSCMSource" plugin="git">
                          <id>source-1</id>
                          <remote>%s</remote>
                          <credentialsId></credentialsId>
                          <traits><jenkins.plugins.git.traits.BranchDiscoveryTrait/></traits>
                        </source>
                      </jenkins.branch.BranchSource>
                    </data>
                    <owner class="org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject"
                        reference="../.."/>
                  </sources>
                  <factory class="org.jenkinsci.plugins.workflow.multibranch.WorkflowBranchProjectFactory">
                    <owner class="org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject"
                        reference="../.."/>
                    <scriptPath>Jenkinsfile</scriptPath>
                  </factory>
                </org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject>
                """.formatted(address("good")));
        jenkins.post(branches.path() + "build?delay=0", Map.of());
        var build = new Job.Build(jenkins, branches.path() + "job/main/1/");
        Patience.until(
                "the branch is built",
                TIME_LIMIT_SECONDS,
                () -> jenkins.ask(build.path() + "api/json").status() == 200);
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
