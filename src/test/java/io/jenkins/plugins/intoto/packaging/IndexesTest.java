package io.jenkins.plugins.intoto.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Extension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.Symbol;
import org.junit.jupiter.api.Test;

/** Jenkins finds a plugin's classes by indexes, not by their annotations. */
class IndexesTest {
    /** The compiler adds to this index and never takes from it: a stale one needs {@code mvn clean}. */
    @Test
    void everyExtensionIsInItsIndexAndNothingElse() throws IOException {
        assertThat(lines("hudson.Extension.txt"))
                .containsExactlyInAnyOrderElementsOf(PluginClasses.annotatedWith(Extension.class));
    }

    /** This one is kept by hand, in {@code src/main/resources}. */
    @Test
    void everySymbolIsInItsIndexAndNothingElse() throws IOException {
        assertThat(lines("org.jenkinsci.Symbol")).containsExactlyElementsOf(PluginClasses.annotatedWith(Symbol.class));
    }

    private static List<String> lines(String index) throws IOException {
        Path file = PluginClasses.FOLDER.resolve("META-INF/annotations").resolve(index);
        if (Files.notExists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("\\{.*", ""))
                .toList();
    }
}
