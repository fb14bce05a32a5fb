package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresTool(Tool.BASH)
class CompletionCommandTest {
    @TempDir
    Path directory;

    /** What bash offers for the last of some words. */
    private String completions(String... words) throws Exception {
        Files.writeString(
                directory.resolve("completion"),
                Cli.in(directory).run("completion").succeeded().out());
        var line = String.join(" ", words);
        return InteropTools.runIn(
                        directory,
                        "bash",
                        "-c",
                        "source ./completion; COMP_WORDS=(" + line + " ''); COMP_CWORD=" + words.length
                                + "; COMP_LINE='" + line + " '; _complete_in-toto; printf '%s\\n' \"${COMPREPLY[@]}\"")
                .succeeded()
                .text();
    }

    @Test
    void bashCompletesCommands() throws Exception {
        assertThat(completions("in-toto").lines())
                .contains("run", "record", "sign", "verify", "match-products", "keygen", "key", "layout", "completion");
    }

    @Test
    void bashCompletesCommandsOfGroups() throws Exception {
        assertThat(completions("in-toto", "layout").lines()).contains("new", "lint", "show");
    }

    @Test
    void bashCompletesValuesThatAreToChooseFrom() throws Exception {
        assertThat(completions("in-toto", "keygen", "--type").lines()).contains("rsa", "ed25519", "ecdsa");
    }
}
