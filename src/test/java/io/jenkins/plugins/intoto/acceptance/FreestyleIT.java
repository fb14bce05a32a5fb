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
}
