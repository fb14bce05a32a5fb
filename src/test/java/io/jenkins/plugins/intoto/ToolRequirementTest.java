package io.jenkins.plugins.intoto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Tests that need tools, where there are none and where there are some. */
class ToolRequirementTest {
    @TempDir
    private Path bin;

    /** Runs a class of tests, and prints what becomes of each. */
    static final class Main {
        public static void main(String[] arguments) throws ClassNotFoundException {
            var request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(Class.forName(arguments[0])))
                    .configurationParameter("junit.platform.output.capture.stdout", "false")
                    .build();
            LauncherFactory.create().execute(request, new TestExecutionListener() {
                @Override
                public void executionSkipped(TestIdentifier test, String reason) {
                    System.out.println("skipped " + test.getDisplayName() + ": " + reason);
                }

                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                    if (test.isTest() || result.getThrowable().isPresent()) {
                        System.out.println(result.getStatus() + " " + test.getDisplayName()
                                + result.getThrowable()
                                        .map(e -> ": " + e.getMessage())
                                        .orElse(""));
                    }
                }
            });
        }
    }

    @RequiresTool({Tool.GPG, Tool.PROTOC})
    static class OfAClass {
        @BeforeAll
        static void setUpAll() {
            System.out.println("set up all");
        }

        @AfterAll
        static void tearDownAll() {
            System.out.println("torn down all");
        }

        @BeforeEach
        void setUp() {
            System.out.println("set up");
        }

        @AfterEach
        void tearDown() {
            System.out.println("torn down");
        }

        @Test
        void runs() throws Exception {
            InteropTools.run("protoc").succeeded();
        }
    }

    static class OfAMethod {
        @BeforeEach
        void setUp() {
            System.out.println("set up");
        }

        @Test
        @RequiresTool(Tool.PROTOC)
        void needsProtoc() throws Exception {
            InteropTools.run("protoc").succeeded();
        }

        @Test
        void forgetsToSaySo() throws Exception {
            InteropTools.run("protoc").succeeded();
        }
    }

    /** What is printed where the only programs on the path are those in a directory. */
    private List<String> outcome(Class<?> tests, String... options) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                tests.getName()));
        var builder = new ProcessBuilder(command);
        builder.environment().put("PATH", bin.toString());
        var process = InteropTools.start(builder.redirectErrorStream(true));
        return new String(process.getInputStream().readAllBytes()).lines().toList();
    }

    private void install(String program) throws Exception {
        Files.writeString(bin.resolve(program), "#!/bin/sh\nexit 0\n");
        assertThat(bin.resolve(program).toFile().setExecutable(true)).isTrue();
    }

    @Test
    void aClassWithoutItsToolsIsSkippedBeforeItIsSetUp() throws Exception {
        install("gpg");
        assertThat(outcome(OfAClass.class))
                .containsExactly(
                        "Skipping tests: gpgconf is not on the PATH (Debian: gnupg)",
                        "Skipping tests: protoc is not on the PATH (Debian: protobuf-compiler)",
                        "skipped ToolRequirementTest$OfAClass: gpgconf is not on the PATH (Debian: gnupg);"
                                + " protoc is not on the PATH (Debian: protobuf-compiler)");
    }

    @Test
    void aMethodWithoutItsToolIsSkippedBeforeItIsSetUp() throws Exception {
        assertThat(outcome(OfAMethod.class))
                .contains("skipped needsProtoc(): protoc is not on the PATH (Debian: protobuf-compiler)")
                .containsOnlyOnce("set up");
    }

    @Test
    void whereToolsAreRequiredAMissingOneFailsTheTests() throws Exception {
        assertThat(outcome(OfAClass.class, "-Dinterop=required"))
                .containsExactly(
                        "FAILED ToolRequirementTest$OfAClass: "
                                + "gpg, gpgconf are not on the PATH (Debian: gnupg); protoc is not on the PATH (Debian: protobuf-compiler)");
    }

    @Test
    void testsRunWithTheirToolsAndFailWithoutHavingAskedForThem() throws Exception {
        for (var program : List.of("gpg", "gpgconf", "protoc")) {
            install(program);
        }
        assertThat(outcome(OfAClass.class))
                .containsExactly("set up all", "set up", "torn down", "SUCCESSFUL runs()", "torn down all");
        assertThat(outcome(OfAMethod.class))
                .contains(
                        "SUCCESSFUL needsProtoc()",
                        "FAILED forgetsToSaySo(): the test lacks @RequiresTool(Tool.PROTOC)");
    }

    @Test
    void nothingButToolsAndWhatIsOursIsRun() {
        assertThatThrownBy(() -> InteropTools.run("/opt/other/bin/program"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("/opt/other/bin/program is not among [IN_TOTO, GPG, ");
        assertThatThrownBy(() -> InteropTools.run("program")).isInstanceOf(AssertionError.class);
        assertThat(Tool.of(Path.of("/somewhere/openssl"))).isEqualTo(Optional.of(Tool.OPENSSL));
    }
}
