package io.jenkins.plugins.intoto.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks, which no build runs. */
class BenchmarksTest {
    private static final Path BENCHMARKS = Path.of("benchmarks");

    @TempDir
    Path classes;

    @Test
    void theBenchmarksCompileAgainstTheSourcesOfToday() throws Exception {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var errors = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            errors,
                            files,
                            null,
                            List.of(
                                    "-proc:none",
                                    "-nowarn",
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjectsFromPaths(sources()))
                    .call();
            assertThat(compiled).as(errors.toString()).isTrue();
        }
    }

    @Test
    void everyBenchmarkHasItsPlaceAmongTheResultsAndIsExplained() throws Exception {
        var all = Files.readString(BENCHMARKS.resolve("all"));
        var results = Files.readString(BENCHMARKS.resolve("RESULTS.md"));
        var readme = Files.readString(BENCHMARKS.resolve("README.md"));
        var found = Pattern.compile("Part\\(\"(\\w+)\", \\[\"(\\w+)\"")
                .matcher(all)
                .results()
                .toList();
        assertThat(found).isNotEmpty();
        for (var part : found) {
            if (Files.exists(BENCHMARKS.resolve(part.group(2)))) {
                assertThat(results).contains("<!-- " + part.group(1) + ": written by benchmarks/all -->\n");
                assertThat(results).contains("\n<!-- end of " + part.group(1) + " -->");
                assertThat(readme).containsPattern("`\\./" + part.group(2) + "[` ]");
            }
        }
        try (var files = Files.list(BENCHMARKS)) {
            assertThat(files.filter(Files::isExecutable)
                            .filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .allMatch(name -> name.equals("all") || all.contains("[\"" + name + "\""));
        }
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(BENCHMARKS)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
