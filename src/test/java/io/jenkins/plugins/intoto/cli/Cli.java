package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.cli.frame.Surroundings;
import io.jenkins.plugins.intoto.cli.frame.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs commands in this process, as the command line would in a directory. */
final class Cli {
    /** What a command left behind. */
    record Result(int code, String out, String err) {
        Result succeeded() {
            assertThat(code).as(err).isZero();
            return this;
        }

        /** The one line that tells why the command failed. */
        String failure() {
            assertThat(code).as(err).isEqualTo(1);
            return line();
        }

        /** The one line that tells why the arguments are wrong. */
        String usageError() {
            assertThat(code).as(err).isEqualTo(2);
            return line();
        }

        private String line() {
            assertThat(err.lines().toList()).as("lines on standard error").hasSize(1);
            assertThat(out).isEmpty();
            return err.strip();
        }
    }

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private Terminal terminal = Terminal.NONE;

    private Cli(Path directory) {
        this.directory = directory;
    }

    /** How to run a command in a process of its own, which ends before optimised code would pay. */
    static List<String> process(String... args) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:disable",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        return command;
    }

    static Cli in(Path directory) {
        return new Cli(directory);
    }

    Cli environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Cli terminal(Terminal newTerminal) {
        terminal = newTerminal;
        return this;
    }

    Result run(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = Main.run(
                args,
                new Surroundings(
                        directory,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment,
                        terminal));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Somebody at a terminal who types answers. */
    static final class Typist implements Terminal {
        final StringBuilder shown = new StringBuilder();
        private final Deque<String> answers = new ArrayDeque<>();

        Typist(String... answers) {
            this.answers.addAll(Arrays.asList(answers));
        }

        @Override
        public boolean isPresent() {
            return true;
        }

        @Override
        public Optional<char[]> askPassphrase(String prompt) {
            shown.append(prompt);
            return Optional.ofNullable(answers.poll()).map(String::toCharArray);
        }

        @Override
        public void show(String text) {
            shown.append(text);
        }
    }
}
