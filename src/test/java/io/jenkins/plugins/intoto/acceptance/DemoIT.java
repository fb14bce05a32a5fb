package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./demo --jenkins}. */
@RequiresTool({Tool.BASH, Tool.CURL, Tool.TAR})
@AcceptanceTest
class DemoIT {
    private final RemoteJenkins jenkins;

    @TempDir
    private Path folder;

    DemoIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    private record Outcome(int exit, String text) {}

    private Outcome demo(String user, String token) throws Exception {
        var text = folder.resolve("text");
        var builder = new ProcessBuilder(
                        "bash", "demo", "--jenkins", jenkins.address("").toString())
                .redirectErrorStream(true)
                .redirectOutput(text.toFile());
        builder.environment().keySet().removeAll(Set.of("JENKINS_USER", "JENKINS_TOKEN"));
        if (!user.isEmpty()) {
            builder.environment().putAll(Map.of("JENKINS_USER", user, "JENKINS_TOKEN", token));
        }
        var process = InteropTools.start(builder);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(text));
    }

    @Test
    void theExampleIsVerifiedAndTheTamperedOneIsNot() throws Exception {
        var outcome = demo(jenkins.user().orElse(""), jenkins.secret().orElse(""));

        assertThat(outcome.text())
                .contains(
                        "[in-toto] PASSED: 2 steps with 2 links verified against release.layout (file of the build)\n")
                .contains("step 'package': material app.txt differs from the product of step 'build'")
                .containsPattern("  verified {3}http.*/job/in-toto-demo/\\d+/in-toto/\n")
                .containsPattern("  not verified {3}http.*/job/in-toto-demo/\\d+/in-toto/\n");
        assertThat(outcome.exit()).isZero();
        assertThat(jenkins.get("credentials/store/system/domain/_/api/json?depth=1")
                        .text())
                .doesNotContain("of the demo of in-toto");
        jenkins.post("job/in-toto-demo/doDelete", Map.of());
    }

    @Test
    void whoMayNotEnterIsToldSo() throws Exception {
        jenkins.process();

        assertThat(demo("", ""))
                .isEqualTo(new Outcome(
                        1,
                        "demo: Jenkins asks for a login: set JENKINS_USER and JENKINS_TOKEN"
                                + " (an API token: your name, Security)\n"));
        assertThat(demo("admin", "guessed").text())
                .isEqualTo("demo: Jenkins does not let admin in: check JENKINS_USER and" + " JENKINS_TOKEN\n");
    }
}
