package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    Path directory;

    private Cli.Result run(String... args) {
        return Cli.in(directory).run(args);
    }

    static Stream<String> commands() {
        return Commands.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithExamples(String command) {
        var result = run((command + " --help").split(" ")).succeeded();

        assertThat(result.out()).startsWith("Usage: in-toto " + command).contains("Examples:", "in-toto " + command);
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsPartOfTheOverview(String command) {
        var words = command.split(" ");
        var result = run(words.length == 1 ? new String[] {"--help"} : new String[] {words[0], "--help"});

        assertThat(result.succeeded().out()).containsPattern("(?m)^ +" + words[words.length - 1] + " ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpTellsOfACommandWhatItsOwnHelpDoes(String command) {
        var words = ("help " + command).split(" ");

        assertThat(run(words).succeeded().out()).startsWith("Usage: in-toto " + command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key id ",
                "layout lint ",
                "attest --subject a=sha256:5a --signing-key alice --predicate p.json --output ",
                "statement convert --output s ",
                "bundle list b.jsonl --verification-keys ",
                "run -n s -x --signing-key alice --metadata-directory "
            })
    void anEmptyPathIsCalledThatAndNotADirectory(String command) throws Exception {
        var words = new ArrayList<>(List.of(command.strip().split(" ")));
        words.add("");

        var result = Cli.in(directory).run(words.toArray(String[]::new));

        assertThat(result.usageError()).contains("is empty").doesNotContain("is a directory");
    }

    @Test
    void nothingIsNoCommand() {
        var result = run();

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("Usage: in-toto");
    }

    @Test
    void anUnknownCommandIsNamedBesideTheKnownOnes() {
        assertThat(run("frobnicate").usageError())
                .startsWith("in-toto: there is no command 'frobnicate'")
                .contains("run");
        assertThat(run("record", "pause").usageError())
                .startsWith("in-toto record: ")
                .contains("start, stop");
        assertThat(run("--frobnicate").usageError()).contains("unknown option '--frobnicate'");
    }

    @Test
    void theVersionIsTold() {
        assertThat(run("--version").succeeded().out()).startsWith("in-toto ");
    }

    @Test
    void unknownOptionsAreWrong() {
        assertThat(run("key", "id", "--frobnicate", "x").usageError())
                .isEqualTo("in-toto key id: Unknown option: '--frobnicate'; see 'in-toto key id --help'");
    }

    @Test
    void verboseAndQuietExcludeEachOther() {
        assertThat(run("key", "id", "-v", "-q", "x").usageError()).contains("--verbose and --quiet");
    }

    @Test
    void aFileNameCannotBreakTheLineOfAMessage() {
        assertThat(run("key", "id", "a\nb\u001b[31m").failure()).contains("a\\u000ab\\u001b[31m");
    }

    @Test
    void theStackTraceOfAFailureIsShownOnRequestOnly() {
        var result = run("key", "id", "missing", "--debug");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).startsWith("in-toto key id: ").contains("\n\tat io.jenkins.plugins.intoto");
    }

    @Test
    void argumentsAreNotExpandedFromFiles() throws Exception {
        var file = Files.writeString(directory.resolve("args"), "--help");

        assertThat(run("key", "id", "@" + file).failure()).contains("@" + file);
    }

    @Test
    void aPathThatTheSystemCannotHaveIsWrong() {
        assertThat(run("key", "id", "a\0b").usageError()).contains("is not a path");
    }

    @Test
    void namesInAStackTraceCannotControlATerminal() {
        var result = run("bundle", "list", "a\u001b[31m\nb", "--debug");

        assertThat(result.err())
                .contains("\n\tat io.jenkins.plugins.intoto", "\\u001b[31m\\u000ab")
                .contains("Caused by: java.nio.file.NoSuchFileException: ")
                .doesNotContain("\u001b");
    }
}
