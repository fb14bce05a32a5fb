package io.jenkins.plugins.intoto;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The foreign tools that interoperability tests run. Where one is missing, its tests are skipped, unless the build is run
 * with {@code -Dinterop=required}.
 */
public final class InteropTools {
    /** The interpreter that sees the Python modules of the system's packages. */
    public static final String PYTHON = "/usr/bin/python3";

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
     * Skips the running test if a tool is missing, or fails it if interoperability is required.
     *
     * @param tools names of programs on the path, or their absolute paths
     */
    public static void require(String... tools) {
        Arrays.stream(tools).filter(tool -> !exists(tool)).findFirst().ifPresent(InteropTools::missing);
    }

    /** As {@link #require}, for modules of the system's Python. */
    public static void requirePythonModules(String... modules) throws IOException, InterruptedException {
        require(PYTHON);
        for (var module : modules) {
            if (run(PYTHON, "-c", "import " + module).exitCode() != 0) {
                missing("Python module " + module);
            }
        }
    }

    /**
     * As {@link #require}, for packages of Node.js, which {@code .ci/run} installs.
     *
     * @param packages their names
     * @return the directory that they are installed below: the system property {@code interop.node}, or
     *     {@code target/node}
     */
    public static Path requireNodePackages(String... packages) {
        require("node");
        var directory = Path.of(System.getProperty("interop.node", "target/node"));
        for (var name : packages) {
            if (!Files.isDirectory(directory.resolve("node_modules").resolve(name))) {
                missing("Node package " + name + " in " + directory);
            }
        }
        return directory;
    }

    private static boolean exists(String tool) {
        if (tool.contains("/")) {
            return Files.isExecutable(Path.of(tool));
        }
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }

    private static void missing(String tool) {
        var reason = tool + " is not installed";
        if ("required".equals(System.getProperty("interop"))) {
            fail(reason);
        }
        abort(reason);
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
        var files = Files.createTempDirectory("interop");
        var stdin = Files.write(files.resolve("in"), input);
        var stdout = files.resolve("out");
        var stderr = files.resolve("err");
        try {
            var process = new ProcessBuilder(command)
                    .directory(directory.toAbsolutePath().toFile())
                    .redirectInput(stdin.toFile())
                    .redirectOutput(stdout.toFile())
                    .redirectError(stderr.toFile())
                    .start();
            if (!process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                fail(command + " still runs after " + TIME_LIMIT_SECONDS + " seconds");
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
