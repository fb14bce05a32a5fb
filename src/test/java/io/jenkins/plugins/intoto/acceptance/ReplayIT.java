package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Links that are presented for what they are not. */
@AcceptanceTest
class ReplayIT {
    private final RemoteJenkins jenkins;

    ReplayIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    private static String record(ExampleChain chain, String content) {
        return "inTotoRecord(stepName: 'build', credentialsId: '" + chain.signingKey
                + "', products: 'app.txt') { writeFile file: 'app.txt', text: '" + content + "' }\n";
    }

    private static String verify(ExampleChain chain) {
        return "inTotoVerify(layout: '" + chain.layout + "')\n";
    }

    private static String linkFile(Job.Build build) throws Exception {
        var matcher = java.util.regex.Pattern.compile("in-toto/(build\\.[0-9a-f]{8}\\.link)")
                .matcher(build.artifacts());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    /** Archives a link as any file is archived. */
    private static String archive(String file, byte[] link) {
        return write("in-toto/" + file, link) + "archiveArtifacts 'in-toto/*.link'\n";
    }

    @Test
    void neitherAnotherBuildsLinkNorThatOfAJobOfTheSameNamePassesForItsOwn() throws Exception {
        var chain = ExampleChain.in(jenkins);
        jenkins.layout(chain.layout, chain.buildOnly(), chain.ownersPublicKey());
        var name = RemoteJenkins.name("replay");
        var job = jenkins.pipeline(name, "node { deleteDir()\n" + record(chain, "one") + verify(chain) + "}");
        var first = job.run();
        assertThat(first.log()).endsWith("Finished: SUCCESS\n");
        var file = linkFile(first);
        byte[] link = first.artifact("in-toto/" + file);

        // Over its own.
        var attest = "inTotoAttest(subjects: 'app.txt', credentialsId: '" + chain.signingKey + "')\n";
        var second = jenkins.pipeline(
                        RemoteJenkins.name("replay"),
                        "node { deleteDir()\n" + record(chain, "two") + archive(file, link) + "catchError { " + attest
                                + "}\n" + verify(chain) + "}")
                .run();
        assertThat(second.log())
                .contains("is not the link that this build has signed; it was replaced")
                .contains("[in-toto] FAILED")
                .endsWith("Finished: FAILURE\n");

        // In build 1 of a job of the same name.
        jenkins.delete(job);
        var again = jenkins.pipeline(name, "node { deleteDir()\n" + archive(file, link) + verify(chain) + "}")
                .run();
        assertThat(again.log())
                .contains("it was recorded in another " + name + " #1")
                .endsWith("Finished: FAILURE\n");
    }

    @Test
    void aBuildThatIsRestartedFromAStageHasTheLinksOfTheStagesBefore() throws Exception {
        jenkins.requirePlugins("pipeline-model-definition");
        var chain = ExampleChain.in(jenkins);
        jenkins.layout(chain.layout, chain.buildOnly(), chain.ownersPublicKey());
        var job = jenkins.pipeline(
                RemoteJenkins.name("restarted"),
                "pipeline { agent any\nstages {\nstage('Build') { steps { deleteDir()\n" + record(chain, "one")
                        + "} }\nstage('Verify') { steps { " + verify(chain) + "} }\n} }");
        var first = job.run();
        assertThat(first.log()).endsWith("Finished: SUCCESS\n");

        jenkins.post(first.path() + "restart/restart", Map.of("json", "{\"stageName\":\"Verify\"}"));
        var second = job.build(2);

        assertThat(second.result()).isEqualTo("SUCCESS");
        assertThat(second.log())
                .contains("Restarted from build #1, stage Verify")
                .doesNotContain("recorded")
                .contains("[in-toto] PASSED");
        var page = jenkins.get(second.path() + "in-toto/").text();
        assertThat(page).contains(linkFile(first).replaceFirst("\\..*", "")).doesNotContain("signature not checked");
    }

    /** What people have carried out, by a layout of their own, counts as far as the settings of the named layout go. */
    @Test
    void linksOfPeopleAndSublayoutsCountOnlyForTheStepsThatTheLayoutLists() throws Exception {
        var chain = ExampleChain.in(jenkins);
        var directory = "in-toto/" + chain.linkName("build");
        var archived = write(directory + ".link", chain.sublayout(chain.step("compile", List.of(), List.of())))
                + write(directory + "/" + chain.linkName("compile") + ".link", chain.linkOfPeople("compile"))
                + "archiveArtifacts 'in-toto/**'\n";
        var job =
                jenkins.pipeline(RemoteJenkins.name("people"), "node { deleteDir()\n" + archived + verify(chain) + "}");

        enter(chain, "", "build, compile, build/compile");
        assertThat(job.run().log()).contains("it is a sublayout, which is not allowed for this step");
        enter(chain, "build", "build, compile");
        assertThat(job.run().log()).contains("step 'compile': no valid link was found", "it names no build");
        enter(chain, "build", "build/compile");
        assertThat(job.run().log())
                .contains(
                        "[in-toto] warning: step 'build': its link " + chain.linkName("build") + ".link is a sublayout")
                .endsWith("Finished: SUCCESS\n");
    }

    private void enter(ExampleChain chain, String sublayouts, String outside) throws Exception {
        var signed = chain.signed(chain.step("build", List.of(), List.of()));
        jenkins.layout(chain.layout, signed, chain.ownersPublicKey(), sublayouts, outside);
    }

    private static String write(String file, String text) {
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String write(String file, byte[] content) {
        return "writeFile file: '" + file + "', encoding: 'Base64', text: '"
                + Base64.getEncoder().encodeToString(content) + "'\n";
    }
}
