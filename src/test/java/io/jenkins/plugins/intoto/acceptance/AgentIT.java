package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.model.Link;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recording on an agent in another process, where arguments and answers cross a channel. */
@AcceptanceTest
class AgentIT {
    private final RemoteJenkins jenkins;

    @TempDir
    private Path folder;

    AgentIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    static String linkFile(Job.Build build, String step) throws Exception {
        var file =
                Pattern.compile("in-toto/(" + step + "\\.[0-9a-f]{8}\\.link)").matcher(build.artifacts());
        assertThat(file.find()).as("a link of " + step).isTrue();
        return file.group(1);
    }

    static Link link(Job.Build build, String step) throws Exception {
        var file = linkFile(build, step);
        var envelope = EnvelopeReader.read(build.artifact("in-toto/" + file), file, JsonLimits.DEFAULT);
        return (Link) envelope.payload();
    }

    @Test
    void theAgentHashesAndTheControllerSigns() throws Exception {
        var chain = ExampleChain.in(jenkins);
        try (var agent = new AgentProcess(jenkins, folder)) {
            var script = chain.pipeline("Jenkinsfile.scripted").replace("node {", "node('" + agent.name() + "') {");
            var build = jenkins.pipeline(RemoteJenkins.name("on-agent"), script).run();

            assertThat(build.log())
                    .contains("[in-toto] step 'build': 2 materials on " + agent.name())
                    .contains("[in-toto] PASSED: ")
                    .endsWith("Finished: SUCCESS\n");
            var link = link(build, "build");
            assertThat(link.environment())
                    .extractingByKey("jenkins", MAP)
                    .containsEntry("node", agent.name())
                    .hasEntrySatisfying("url", url -> assertThat((String) url).endsWith(build.path()));
            assertThat(link.materials().toMap()).containsOnlyKeys("src/a.txt", "src/b.txt");
        }
    }

    @Test
    void theBodySurvivesThatTheAgentConnectsAnew() throws Exception {
        var chain = ExampleChain.in(jenkins);
        try (var agent = new AgentProcess(jenkins, folder)) {
            var script = "node('" + agent.name() + "') { writeFile(file: 'before', text: '1')\n"
                    + "inTotoRecord(stepName: 'build', credentialsId: '" + chain.signingKey + "') {\n"
                    + "writeFile(file: 'after', text: '2'); input(id: 'Go', message: 'go on?') } }";
            var job = jenkins.pipeline(RemoteJenkins.name("reconnected"), script);
            var build = job.start();
            build.awaitLog("go on?");

            agent.disconnect();
            agent.connect();
            build.proceed("Go");

            assertThat(build.result()).isEqualTo("SUCCESS");
            var link = link(build, "build");
            assertThat(link.materials().toMap()).containsOnlyKeys("before");
            assertThat(link.products().toMap()).containsOnlyKeys("before", "after");
            assertThat(Files.exists(agent.workspace(job).resolve("after"))).isTrue();
        }
    }

    @Test
    void thousandsOfFilesAreRecordedAndShownPageByPage() throws Exception {
        var chain = ExampleChain.in(jenkins);
        try (var agent = new AgentProcess(jenkins, folder)) {
            var script = "node('" + agent.name() + "') { deleteDir()\n"
                    + "inTotoRecord(stepName: 'many', credentialsId: '" + chain.signingKey + "') {\n"
                    + "sh 'mkdir many && cd many && seq 20000 | split -a 5 -l 1' }\n"
                    + "writeFile(file: 'many.layout', text: '''"
                    + chain.signed(chain.step(
                                    "many",
                                    ExampleChain.rules("DISALLOW *"),
                                    ExampleChain.rules("CREATE many/*", "DISALLOW *")))
                            .replace("\\", "\\\\")
                    + "''')\n"
                    + "inTotoVerify(layoutFile: 'many.layout', layoutKeys: ['" + chain.ownersKey
                    + "'], products: 'many/**') }";
            var build = jenkins.pipeline(RemoteJenkins.name("many"), script).run();

            assertThat(build.log())
                    .contains("[in-toto] step 'many': 20,000 products on " + agent.name())
                    .contains("[in-toto] PASSED: ")
                    .endsWith("Finished: SUCCESS\n");
            assertThat(link(build, "many").products().size()).isEqualTo(20_000);
            assertThat(jenkins.get(build.path() + "in-toto/").text()).contains("20,000");
        }
    }
}
