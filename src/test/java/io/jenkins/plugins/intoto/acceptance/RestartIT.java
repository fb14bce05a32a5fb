package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A restart of the controller within a recorded step; only in a Jenkins that the tests have started. */
@AcceptanceTest
class RestartIT {
    private final RemoteJenkins jenkins;

    RestartIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @Test
    void theBodySurvivesARestartAndNothingOfTheKeyIsLeftInTheBuild() throws Exception {
        var process = jenkins.process();
        var chain = ExampleChain.in(jenkins);
        var script = chain.pipeline("Jenkinsfile.scripted")
                .replace("> app.txt'", "> app.txt'; input(id: 'Go', message: 'go on?')");
        var job = jenkins.pipeline(RemoteJenkins.name("restarted"), script);
        var folder = process.home().resolve("jobs").resolve(job.name()).resolve("builds/1");
        var build = job.start();
        build.awaitLog("go on?");

        assertThat(filesWith(folder, chain.secretLine())).isEmpty();
        process.restart();
        build.proceed("Go");

        assertThat(build.result()).isEqualTo("SUCCESS");
        assertThat(build.log()).contains("Resuming build").contains("[in-toto] PASSED: 2 steps with 2 links");
        assertThat(AgentIT.link(build, "build").materials().toMap()).containsOnlyKeys("src/a.txt", "src/b.txt");
        assertThat(filesWith(folder, chain.secretLine())).isEmpty();
        assertThat(folder.resolve("in-toto-materials")).doesNotExist();
    }

    /** Before the hashing of 600 MiB ends; {@code src/test/chaos/chaos} does the same at any moment. */
    @Test
    void aCrashWhileMaterialsAreHashedIsMadeGoodWithoutHelp() throws Exception {
        var process = jenkins.process();
        var chain = ExampleChain.in(jenkins);
        var job = jenkins.pipeline(RemoteJenkins.name("crashed"), """
                node {
                  sh 'mkdir src && truncate -s 600M src/big'
                  echo 'ready'
                  inTotoRecord(stepName: 'build', credentialsId: '%s', materials: 'src/**', products: 'out.txt') {
                    sh 'echo out > out.txt'
                  }
                }
                """.formatted(chain.signingKey));
        var folder = process.home().resolve("jobs").resolve(job.name()).resolve("builds/1");
        var build = job.start();
        build.awaitLog("[Pipeline] inTotoRecord");
        process.crash();

        assertThat(build.result()).isEqualTo("SUCCESS");
        var link = AgentIT.link(build, "build");
        assertThat(link.materials().toMap()).containsOnlyKeys("src/big");
        assertThat(link.products().toMap()).containsOnlyKeys("out.txt");
        assertThat(folder.resolve("in-toto-materials")).doesNotExist();
        assertThat(folder.resolve("in-toto-drafts")).doesNotExist();
    }

    private static List<Path> filesWith(Path folder, String secret) throws IOException {
        var found = new ArrayList<Path>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret)) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
