package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The post-build actions, with the job of the examples. */
@AcceptanceTest
class FreestyleIT {
    private final RemoteJenkins jenkins;
    private ExampleChain chain;

    FreestyleIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @BeforeEach
    void makeKeysAndLayout() throws Exception {
        chain = ExampleChain.in(jenkins);
        jenkins.layout(chain.layout, chain.buildOnly(), chain.ownersPublicKey());
    }

    @Test
    void aFreestyleBuildRecordsAndVerifies() throws Exception {
        var build = jenkins.create(RemoteJenkins.name("freestyle"), chain.example("freestyle.xml"))
                .run();

        assertThat(build.log())
                .contains("[in-toto] step 'build': 0 materials on ")
                .contains("[in-toto] step 'build': 1 product on ")
                .contains("[in-toto] archived in-toto/build.")
                .contains("[in-toto] PASSED: 1 step with 1 link verified against " + chain.layout)
                .endsWith("Finished: SUCCESS\n");
        assertThat(AgentIT.link(build, "build").environment())
                .extractingByKey("variables", MAP)
                .containsKey("NODE_LABELS");
    }

    @Test
    void aFreestyleBuildOfSomethingElseFails() throws Exception {
        var job = jenkins.create(
                RemoteJenkins.name("freestyle"),
                chain.example("freestyle.xml")
                        .replace("date > app.txt", "date > app.txt; date > extra")
                        .replace("<products>app.txt</products>", "<products>app.txt, extra</products>"));

        assertThat(job.run().log()).contains("step 'build': product extra is").endsWith("Finished: FAILURE\n");
    }

    @Test
    void aBuildThatFailedLeavesNoLink() throws Exception {
        var job = jenkins.create(
                RemoteJenkins.name("freestyle"), chain.example("freestyle.xml").replace("date > app.txt", "exit 3"));

        var build = job.run();

        assertThat(build.log())
                .contains("[in-toto] no link of step 'build': the build failed")
                .endsWith("Finished: FAILURE\n");
        assertThat(build.artifacts()).doesNotContain(".link");
    }

    @Test
    void anAbortWhileFilesAreHashedIsNoFailureAndTakesNoTrace() throws Exception {
        var config = chain.example("freestyle.xml");
        var materials = jenkins.create(
                RemoteJenkins.name("aborted"),
                config.replace("date > app.txt", "date > app.txt; mkdir -p src; truncate -s 60G src/big"));
        materials.run();

        assertAborted(abortWhileHashing(materials));

        var products = jenkins.create(
                RemoteJenkins.name("aborted"), config.replace("date > app.txt", "truncate -s 60G app.txt"));
        assertAborted(abortWhileHashing(products));
    }

    private static Job.Build abortWhileHashing(Job job) throws Exception {
        var build = job.start();
        build.awaitLog("MiB so far");
        build.stop();
        return build;
    }

    private static void assertAborted(Job.Build build) throws Exception {
        assertThat(build.result()).isEqualTo("ABORTED");
        assertThat(build.log()).contains("[in-toto] aborted\nAborted by ").doesNotContain("\tat ");
        assertThat(build.artifacts()).doesNotContain(".link");
    }
}
