package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills at random: the controller, an agent, or a restart as an administrator would do it, in every phase of builds. It takes
 * an hour, and its name keeps it out of {@code mvn verify}; {@code src/test/chaos/chaos} runs it.
 */
@AcceptanceTest
class Chaos {
    private static final int FILES = 300;
    private static final int PATIENCE_SECONDS = 300;

    /** Pipeline cannot be killed while it packs its nodes when all steps have ended; what it left out is not a fault of theirs. */
    private static final String GRAPH_IS_LOST = "ERROR: Cannot load build steps because FlowNode ";

    private final RemoteJenkins jenkins;
    private final long seed = Long.getLong("chaos.seed", 1);
    private final Random random = new Random(seed);
    private final TreeMap<String, Integer> figures = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    @TempDir
    private Path folder;

    Chaos(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    /** When to kill: some time after words on the console. */
    private enum Phase {
        BEGIN("[Pipeline] inTotoRecord", 0, 150),
        MATERIALS("[Pipeline] inTotoRecord", 150, 2500),
        BLOCK("[Pipeline] { (build)", 0, 400),
        IN_THE_BLOCK("Sleeping for ", 0, 2000),
        PRODUCTS("the block is done", 0, 2500),
        ARCHIVING("products on ", 0, 150),
        ATTESTING("[Pipeline] inTotoAttest", 0, 600),
        VERIFYING("[Pipeline] inTotoVerify", 0, 2500);

        private final String words;
        private final int least;
        private final int most;

        Phase(String words, int least, int most) {
            this.words = words;
            this.least = least;
            this.most = most;
        }
    }

    private enum Kill {
        CRASH,
        RESTART,
        AGENT
    }

    @Test
    void everyBuildEndsWithTheRightLink() throws Exception {
        var process = jenkins.process();
        var chain = ExampleChain.in(jenkins);
        int wanted = Integer.getInteger("chaos.kills", 100);
        System.out.println("chaos: seed " + seed);
        try (var agent = new AgentProcess(jenkins, folder)) {
            var job = jenkins.pipeline(RemoteJenkins.name("chaos"), script(chain, agent.name()));
            for (int kills = 0; kills < wanted; ) {
                // A layout of these tests lasts an hour, which is less than a hundred kills may take.
                layOut(chain);
                kills += build(job, process, agent, Math.min(wanted - kills, 1 + random.nextInt(2)));
            }
        }
        System.out.println("chaos: " + figures);
        assertThat(failures).isEmpty();
    }

    private void layOut(ExampleChain chain) throws IOException {
        jenkins.layout(
                chain.layout,
                chain.signed(chain.step(
                        "build",
                        ExampleChain.rules("ALLOW src/*", "DISALLOW *"),
                        ExampleChain.rules("CREATE out/*", "DISALLOW *"))),
                chain.ownersPublicKey());
    }

    private static String script(ExampleChain chain, String label) {
        return """
                node('%s') {
                  deleteDir()
                  sh 'mkdir src && cd src && seq %d | split -a 3 -l 1 && truncate -s 400M big'
                  inTotoRecord(stepName: 'build', credentialsId: '%s', materials: 'src/**', products: 'out/**') {
                    retry(count: 9, conditions: [agent(), nonresumable()]) {
                      sleep 4
                      sh 'rm -rf out; cp -r --sparse=always src out; echo made > out/made'
                    }
                    sleep 2
                    echo 'the block is done'
                  }
                  // What is not of this plugin survives less: it waits until the agent is back.
                  sleep 15
                  retry(count: 9, conditions: [agent(), nonresumable()]) {
                    sleep 1
                    archiveArtifacts 'out/made'
                  }
                  inTotoAttest(credentialsId: '%s', subjects: 'out/made')
                  inTotoVerify(layout: '%s', products: 'out/**')
                }
                """.formatted(label, FILES, chain.signingKey, chain.signingKey, chain.layout);
    }

    /** @return how many kills it took */
    private int build(Job job, JenkinsProcess process, AgentProcess agent, int most) throws Exception {
        var build = job.start();
        var number = build.path().replaceAll(".*/(\\d+)/$", "$1");
        var home = process.home()
                .resolve("jobs")
                .resolve(job.name())
                .resolve("builds")
                .resolve(number);
        var done = new ArrayList<String>();
        var phases = random.ints(most, 0, Phase.values().length)
                .sorted()
                .mapToObj(i -> Phase.values()[i])
                .toList();
        for (var phase : phases) {
            var log = home.resolve("log");
            if (!awaitWords(log, phase.words)) {
                break;
            }
            Thread.sleep(phase.least + random.nextInt(phase.most - phase.least));
            var kill = Kill.values()[random.nextInt(Kill.values().length)];
            done.add(kill + " while " + phase);
            figures.merge(kill + " while " + phase, 1, Integer::sum);
            switch (kill) {
                case CRASH -> process.crash();
                case RESTART -> process.restart();
                case AGENT -> {
                    agent.disconnect();
                    Thread.sleep(random.nextInt(3000));
                    agent.connect();
                }
            }
        }
        try {
            build.awaitEnd(PATIENCE_SECONDS);
            var log = Files.readString(home.resolve("log"), StandardCharsets.ISO_8859_1);
            boolean lost = log.contains(GRAPH_IS_LOST);
            check(build, home, lost ? "FAILURE" : "SUCCESS");
            figures.merge(
                    lost ? "builds that are right but for Pipeline's graph" : "builds that are right", 1, Integer::sum);
            System.out.println("chaos: build " + number + " right after " + done + (lost ? ", but for its graph" : ""));
        } catch (AssertionError | IOException | MalformedJsonException e) {
            var failure = "build " + number + " after " + done + ": " + e.getMessage();
            failures.add(failure);
            figures.merge("builds that are wrong", 1, Integer::sum);
            System.out.println(
                    "chaos: " + failure + "\n" + Files.readString(home.resolve("log"), StandardCharsets.ISO_8859_1));
            jenkins.post(build.path() + "kill", java.util.Map.of());
        }
        return done.size();
    }

    private static boolean awaitWords(Path log, String words) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (System.nanoTime() < end) {
            var text = Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
            if (text.contains(words)) {
                return true;
            }
            if (text.contains("\nFinished: ")) {
                return false;
            }
            Thread.sleep(5);
        }
        return false;
    }

    private void check(Job.Build build, Path home, String result)
            throws IOException, MalformedJsonException, AssertionError {
        assertThat(build.result()).isEqualTo(result);
        var artifacts = build.artifacts();
        var links = Pattern.compile("in-toto/build\\.[0-9a-f]{8}\\.link").matcher(artifacts);
        assertThat(links.results().count()).as("links").isEqualTo(1);
        try {
            var link = AgentIT.link(build, "build");
            assertThat(link.materials().size()).as("materials").isEqualTo(FILES + 1);
            assertThat(link.materials().toMap().keySet()).allMatch(path -> path.startsWith("src/"));
            assertThat(link.products().size()).as("products").isEqualTo(FILES + 2);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("the link cannot be read: " + e.getMessage(), e);
        }
        assertThat(new String(build.artifact("out/made.intoto.jsonl"), StandardCharsets.UTF_8).lines())
                .as("attestations")
                .hasSize(1);
        var api = jenkins.json(build.path() + "in-toto/api/json");
        assertThat(api.integer("links")).isEqualTo(1);
        assertThat(api.integer("attestations")).isEqualTo(1);
        assertThat(api.objects("verifications")).hasSize(1);
        // A trace of sh, whose agent is lost, is retry's to show.
        assertThat(build.log()).doesNotContain("in-toto-attestation//", "SynchronousResumeNotSupportedException");
        try (var files = Files.walk(home)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("what is left over")
                    .doesNotContain("in-toto-materials", "in-toto-drafts")
                    // What begins with "atomic" or "build.xml-atomic" is left by Jenkins itself.
                    .noneMatch(name -> name.startsWith(".in-toto-") || name.startsWith(".") && name.endsWith(".tmp"));
        }
    }
}
