package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process of its own. */
class ProcessTest {
    @TempDir
    Path directory;

    @BeforeEach
    void makeKey() {
        Cli.in(directory).run("keygen", "-t", "ed25519", "alice").succeeded();
    }

    private InteropTools.Result run(String input, String... args) throws Exception {
        return InteropTools.run(directory, input.getBytes(StandardCharsets.UTF_8), Cli.process(args));
    }

    @Test
    void aWrappedCommandHasTheStreamsAndTheExitCodeOfTheProcess() throws Exception {
        var result = run(
                "typed\n",
                "run",
                "-n",
                "s",
                "-k",
                "alice",
                "--",
                "sh",
                "-c",
                "read a; echo got $a; echo err >&2; exit 5");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.text()).isEqualTo("got typed\n");
        assertThat(result.error()).isEqualTo("err\n");
    }

    @Test
    void aFailureIsOneLineAndExitCodeOne() throws Exception {
        var result = run("", "run", "-n", "s", "-k", "missing", "-x");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.text()).isEmpty();
        assertThat(result.error()).matches("in-toto run: missing: .*\n");
    }

    @Test
    void wrongArgumentsAreOneLineAndExitCodeTwo() throws Exception {
        var result = run("", "run", "-n", "s", "-x");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.text()).isEmpty();
        assertThat(result.error().lines()).hasSize(1);
    }

    @Test
    void withoutATerminalNobodyIsAskedForAPassphrase() throws Exception {
        Cli.in(directory)
                .run("keygen", "-t", "ed25519", "-P", "correct horse", "bob")
                .succeeded();

        var result = run("correct horse\n", "run", "-n", "s", "-k", "bob", "-x");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.error()).contains("bob", "--password-file");
    }
}
