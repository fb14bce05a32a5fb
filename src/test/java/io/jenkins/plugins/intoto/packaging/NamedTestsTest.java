package io.jenkins.plugins.intoto.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that documents name for what they promise. */
class NamedTestsTest {
    private static final Pattern CODE = Pattern.compile("`([A-Za-z_]\\w*)(?:\\.(\\w+))?`");
    /** A class of tests, but for the one that maven-hpi-plugin generates. */
    private static final Pattern CLASS = Pattern.compile("(?!InjectedTest)[A-Z]\\w*(Test|IT)");

    /** The source of every test class of a name; two packages may have one each. */
    private static List<String> sources(String name) throws IOException {
        var sources = new ArrayList<String>();
        for (var root : List.of("src/test/java", "src/jenkins-test/java")) {
            try (var files = Files.walk(Path.of(root))) {
                for (var file :
                        files.filter(path -> path.endsWith(name + ".java")).toList()) {
                    sources.add(Files.readString(file));
                }
            }
        }
        return sources;
    }

    private static boolean has(String source, String test) {
        return Pattern.compile("\\bvoid " + test + "\\(|\\bArchRule " + test + "\\b")
                .matcher(source)
                .find();
    }

    /** Names of tests; a name without its class is of the one before it in the same line. */
    private static Stream<String[]> named(String line) {
        var named = new ArrayList<String[]>();
        var type = "";
        for (var code = CODE.matcher(line); code.find(); ) {
            if (CLASS.matcher(code.group(1)).matches()) {
                type = code.group(1);
                named.add(new String[] {type, code.group(2)});
            } else if (!type.isEmpty() && code.group(2) == null) {
                named.add(new String[] {type, code.group(1)});
            }
        }
        return named.stream();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONTRIBUTING.md", "docs/security.md"})
    void everyTestThatADocumentNamesExists(String document) throws Exception {
        int count = 0;
        for (var line : Files.readAllLines(Path.of(document))) {
            for (var test : named(line).toList()) {
                count++;
                var sources = sources(test[0]);
                assertThat(sources).as("%s names %s", document, test[0]).isNotEmpty();
                if (test[1] != null) {
                    assertThat(sources)
                            .as("%s names %s.%s", document, test[0], test[1])
                            .anyMatch(source -> has(source, test[1]));
                }
            }
        }
        assertThat(count).isGreaterThan(10);
    }
}
