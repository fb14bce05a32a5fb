package io.jenkins.plugins.intoto.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The files to which docs/architecture.md sends whoever wants to change something. */
class DocumentedFilesTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final List<Path> ROOTS = List.of(
            Path.of("src/main/java/io/jenkins/plugins/intoto"),
            Path.of("src/main/resources/io/jenkins/plugins/intoto"));

    private static boolean exists(String name) {
        return ROOTS.stream()
                .anyMatch(root -> Files.exists(root.resolve(name)) || Files.exists(root.resolve(name + ".java")));
    }

    @Test
    void whereThingsAreChangedIsThere() throws Exception {
        var text = Files.readString(Path.of("docs/architecture.md"));
        var table = text.substring(text.indexOf("| change | files |"), text.indexOf("## Decisions"));
        var missing = new ArrayList<String>();
        int found = 0;
        for (var row : table.lines().skip(2).filter(line -> !line.isBlank()).toList()) {
            var folder = "";
            for (var code = CODE.matcher(row.substring(row.indexOf('|', 1))); code.find(); ) {
                var name = code.group(1);
                if (name.contains("/")) {
                    boolean isFolder = Files.isDirectory(ROOTS.get(0).resolve(name));
                    folder = isFolder ? name + "/" : name.substring(0, name.lastIndexOf('/') + 1);
                } else if (name.endsWith(".java")) {
                    name = folder + name;
                } else {
                    continue;
                }
                found++;
                if (!exists(name.replace("help-NAME", "help-stepName"))) {
                    missing.add(name);
                }
            }
        }

        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(20);
    }
}
