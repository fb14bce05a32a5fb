package io.jenkins.plugins.intoto;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests run no tool behind {@link RequiresTool}'s back, and the README knows all of them. */
class ToolUseTest {
    private static final ArchRule PROCESSES_ARE_STARTED_IN_ONE_PLACE = noClasses()
            .that()
            .doNotBelongToAnyOf(InteropTools.class)
            .should()
            .callMethodWhere(DescribedPredicate.describe("starts a process", ToolUseTest::startsAProcess));

    private static boolean startsAProcess(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(ProcessBuilder.class)
                        && call.getName().startsWith("start")
                || call.getTargetOwner().isEquivalentTo(Runtime.class)
                        && call.getName().equals("exec");
    }

    @Test
    void processesAreStartedInOnePlace() {
        // who calls what is all that counts: what the classes of libraries are need not be known, which takes long
        ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            PROCESSES_ARE_STARTED_IN_ONE_PLACE.check(new ClassFileImporter()
                    .withImportOption(new ImportOption.OnlyIncludeTests())
                    .importPackages(ArchitectureTest.ROOT));
        });
    }

    private static String code(List<String> words) {
        return "`" + String.join("`, `", words) + "`";
    }

    @Test
    void theReadmeSaysWhatIsSkippedWithoutWhat() throws IOException {
        var readme = Files.readAllLines(Path.of("README.md"));
        var first = readme.indexOf("| without | Debian package | not tested |");
        var rows = readme.subList(first + 2, readme.size()).stream()
                .takeWhile(line -> line.startsWith("| "))
                .map(line -> line.substring(0, line.lastIndexOf(" | ", line.length() - 3)))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Tool.values())
                        .map(tool -> "| " + code(tool.programs()) + " | " + code(tool.packages()))
                        .toList());
    }
}
