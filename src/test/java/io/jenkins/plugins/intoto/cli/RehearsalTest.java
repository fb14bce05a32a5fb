package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.cli.frame.Surroundings;
import io.jenkins.plugins.intoto.cli.frame.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
    @TempDir
    private Path directory;

    /** The launcher hides what goes wrong, and all that would be seen is that starts are slower. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void everyCommandThatTheLauncherRehearsesDoesWhatItShould() throws Exception {
        var bytes = new ByteArrayOutputStream();
        var said = new PrintStream(bytes, true, StandardCharsets.UTF_8);

        Rehearsal.run(new Surroundings(directory, said, said, Map.of(), Terminal.NONE));

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("PASSED: 1 step with 1 link");
    }
}
