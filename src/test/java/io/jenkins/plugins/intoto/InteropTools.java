package io.jenkins.plugins.intoto;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How tests start processes: Java, scripts of this project, and the tools that they ask for by {@link RequiresTool}. */
public final class InteropTools {
    /** Where programs may lie that are not tools. */
    private static final List<Path> OWN = Stream.of("java.home", "java.io.tmpdir", "user.dir")
            .map(property ->
                    Path.of(System.getProperty(property)).toAbsolutePath().normalize())
            .toList();

    private static final long TIME_LIMIT_SECONDS = 300;

    /**
     * What a tool left behind.
     *
     * @param exitCode its exit code
     * @param output what it wrote to standard output
     * @param error what it wrote to standard error, as text
     */
    public record Result(int exitCode, byte[] output, String error) {
        /** Standard output as text. */
        public String text() {
            return new String(output, StandardCharsets.UTF_8);
        }

        /** This result, after a check that the tool exited with 0. */
        public Result succeeded() {
            if (exitCode != 0) {
                fail("exit code " + exitCode + ": " + error + text());
            }
            return this;
        }
    }

    private InteropTools() {}

    /**
     * Starts a process. Every process of a test is started here, so that none runs a tool that the test has not asked for.
     *
     * @throws AssertionError if the program belongs to a {@link Tool} that no {@link RequiresTool} of the running test names,
     *     or neither to a tool nor to Java, this project or the test
     */
    public static Process start(ProcessBuilder builder) throws IOException {
        var program = Path.of(builder.command().get(0));
        var tool = Tool.of(program);
        if (tool.isPresent()) {
            requireGranted(tool.get());
        } else if (program.getNameCount() == 1
                || OWN.stream().noneMatch(program.toAbsolutePath().normalize()::startsWith)) {
            fail(program + " is not among " + List.of(Tool.values()));
        }
        return builder.start();
    }

    private static void requireGranted(Tool tool) {
        if (!ToolRequirement.isGranted(tool)) {
            fail("the test lacks @RequiresTool(Tool." + tool + ")");
        }
    }

    /** Runs a program in the current directory, with nothing on its standard input. */
    public static Result run(String... command) throws IOException, InterruptedException {
        return run(Path.of(""), new byte[0], List.of(command));
    }

    /** Runs a program in a directory, with nothing on its standard input. */
    public static Result runIn(Path directory, String... command) throws IOException, InterruptedException {
        return run(directory, new byte[0], List.of(command));
    }

    /**
     * Runs a program to its end.
     *
     * @param directory where it runs
     * @param input what it finds on its standard input
     * @param command the program and its arguments
     * @return what it left behind
     */
    public static Result run(Path directory, byte[] input, List<String> command)
            throws IOException, InterruptedException {
        return run(
                new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile()), input);
    }

    /**
     * Runs a script of Python, which can import what in-toto's own scripts import.
     *
     * @param directory where it runs
     * @param input what it finds on its standard input
     * @param arguments of Python
     */
    public static Result runPython(Path directory, byte[] input, String... arguments)
            throws IOException, InterruptedException {
        requireGranted(Tool.IN_TOTO);
        var command = new ArrayList<>(Tool.pythonOfInToto());
        command.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile());
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "PYTHONWARNINGS", "ignore"));
        return run(builder, input);
    }

    private static Result run(ProcessBuilder builder, byte[] input) throws IOException, InterruptedException {
        var files = Files.createTempDirectory("interop");
        var stdin = Files.write(files.resolve("in"), input);
        var stdout = files.resolve("out");
        var stderr = files.resolve("err");
        try {
            var process = start(builder.redirectInput(stdin.toFile())
                    .redirectOutput(stdout.toFile())
                    .redirectError(stderr.toFile()));
            if (!process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                fail(builder.command() + " still runs after " + TIME_LIMIT_SECONDS + " seconds");
            }
            var error = new String(Files.readAllBytes(stderr), StandardCharsets.UTF_8);
            return new Result(process.exitValue(), Files.readAllBytes(stdout), error);
        } finally {
            for (var file : List.of(stdin, stdout, stderr, files)) {
                Files.deleteIfExists(file);
            }
        }
    }
}
