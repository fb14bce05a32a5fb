package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./demo --jenkins} without an address. */
@RequiresTool({Tool.BASH, Tool.TAR})
@AcceptanceTest
class StartedDemoIT {
    private static final Path FOLDER = Path.of("target", "jenkins");

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void asksForAWar() {
        assumeThat(JenkinsProvision.property("jenkins.war"))
                .as("-Djenkins.war and -Djenkins.plugins")
                .isPresent();
    }

    @AfterEach
    void stop() throws Exception {
        demo(folder.resolve("end"), "--stop").waitFor();
        for (var process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    private Process demo(Path output, String... options) throws Exception {
        var command = new ArrayList<>(List.of("bash", "demo", "--jenkins"));
        command.addAll(List.of(options));
        var process = InteropTools.start(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("demo").toFile()))
                .redirectOutput(output.toFile()));
        started.add(process);
        return process;
    }

    private Process start(Path output, String... options) throws Exception {
        var all = new ArrayList<>(
                List.of("--war", JenkinsProvision.property("jenkins.war").orElseThrow()));
        all.addAll(List.of(
                "--plugins", JenkinsProvision.property("jenkins.plugins").orElseThrow()));
        all.addAll(List.of(options));
        var process = demo(output, all.toArray(String[]::new));
        Patience.until("the demo says where to look", 600, () -> {
            assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
            return Files.readString(output).contains("Ctrl-C stops it");
        });
        return process;
    }

    private static String found(Path output, String pattern) throws Exception {
        var matcher = Pattern.compile(pattern).matcher(Files.readString(output));
        assertThat(matcher.find()).as(Files.readString(output)).isTrue();
        return matcher.group(1);
    }

    private static RemoteJenkins jenkins(Path output) throws Exception {
        return new RemoteJenkins(
                URI.create(found(output, "runs at (http://127\\.0\\.0\\.1:\\d+/)\n")),
                Optional.of("demo"),
                Optional.of(found(output, "password  (\\S+)\n")));
    }

    @Test
    void threeBuildsAreThereToLookAtAndNothingIsLeftAfterwards() throws Exception {
        var output = folder.resolve("output");
        var process = start(output);

        var text = Files.readString(output);
        assertThat(text)
                .containsPattern("SUCCESS   .*\n +http.*/job/chain/lastBuild/in-toto/\n")
                .containsPattern("UNSTABLE  .*\n +http.*/job/chain-tampered/lastBuild/in-toto/\n")
                .containsPattern("SUCCESS   .*\n +http.*/job/release-gate/lastBuild/in-toto/\n");
        var jenkins = jenkins(output);
        assertThat(jenkins.get("job/chain/lastBuild/in-toto/").text()).contains("package", "release");
        assertThat(jenkins.get("job/chain/lastBuild/consoleText").text())
                .contains("PASSED: 2 steps with 2 links verified against release\n")
                .doesNotContain("warning");
        assertThat(jenkins.get("job/chain-tampered/lastBuild/in-toto/").text()).contains("app.txt");
        assertThat(jenkins.get("job/chain-tampered/lastBuild/consoleText").text())
                .contains("step 'package': material app.txt differs from the product of step 'build'");
        assertThat(jenkins.get("job/release-gate/lastBuild/in-toto/").text())
                .contains("SLSA provenance", "release-gate");
        assertThat(FOLDER.resolve("run/keys/owner")).doesNotExist();

        var second = folder.resolve("second");
        assertThat(demo(second, "--keep").waitFor()).isEqualTo(1);
        assertThat(Files.readString(second))
                .containsPattern("a Jenkins is already running at http\\S+; \\./demo --jenkins --stop stops it\n");

        var end = folder.resolve("end");
        assertThat(demo(end, "--stop").waitFor()).isZero();
        assertThat(Files.readString(end)).isEqualTo("Jenkins is stopped, and what it left is deleted.\n");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(FOLDER).doesNotExist();
        assertThatThrownBy(() -> jenkins.get("login")).isInstanceOf(ConnectException.class);
    }

    @Test
    void whatIsKeptIsThereAgainWithAnotherLogin() throws Exception {
        var output = folder.resolve("output");
        var process = start(output, "--keep");
        var password = found(output, "password  (\\S+)\n");
        process.destroy();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();

        var again = folder.resolve("again");
        start(again, "--keep");

        assertThat(Files.readString(again)).doesNotContain(password, "are made");
        assertThat(jenkins(again)
                        .get("job/chain/lastBuild/api/json?tree=number")
                        .text())
                .contains("\"number\":1}");
    }
}
