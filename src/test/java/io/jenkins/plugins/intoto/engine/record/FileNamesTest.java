package io.jenkins.plugins.intoto.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in locales whose encoding cannot express them. */
class FileNamesTest {

    /** Records below a directory in a process of its own and prints the names, or the failure. */
    static final class Main {
        public static void main(String[] arguments) throws Exception {
            var recorder =
                    ArtifactRecorder.builder().base(Path.of(arguments[0])).build();
            String answer;
            try {
                answer = String.join("|", Recorded.paths(recorder.record(List.of(".", "é/ü/../ü", "dir:é"))));
            } catch (RecordingException e) {
                answer = e.getMessage();
            }
            System.out.write(answer.getBytes(StandardCharsets.UTF_8));
            System.out.flush();
        }
    }

    /** Where Java runs, and has its classes from, since it can name no other directories in the locale C. */
    @TempDir
    private static Path ascii;

    @BeforeAll
    static void copyClasses() throws Exception {
        for (var type : List.of(ArtifactRecorder.class, FileNamesTest.class)) {
            var from = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (var files = Files.walk(from)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    var copy = ascii.resolve(from.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static String recordIn(String locale, Path directory) throws Exception {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        ".",
                        Main.class.getName(),
                        directory.toString())
                .directory(ascii.toFile());
        builder.environment().put("LC_ALL", locale);
        var process = InteropTools.start(builder.redirectError(ProcessBuilder.Redirect.INHERIT));
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void everyLocaleGivesTheSameNames(String locale, @TempDir Path directory) throws Exception {
        Recorded.write(directory, "é/ü/f?", "é/\ud83d\ude00", "\ufffd");
        Files.createSymbolicLink(directory.resolve("lïnk"), Path.of("é"));
        assertThat(recordIn(locale, directory))
                .isEqualTo("dir:é|lïnk/ü/f?|lïnk/\ud83d\ude00|é/ü/f?|é/\ud83d\ude00|\ufffd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void everyLocaleRefusesWhatIsNotUnicode(String locale, @TempDir Path directory) throws Exception {
        Recorded.writeEncoded(directory, "%C3%A9%FF%E2%82");
        assertThat(recordIn(locale, directory))
                .isEqualTo("'" + directory + "/é\\xff\\xe2\\x82': its name is not valid Unicode");
    }

    @Test
    void aRelativePathIsShownAsItIs() {
        assertThat(FileNames.of(Path.of("a\ufffdb/c"))).isEqualTo("a\ufffdb/c");
    }

    @Test
    void aNameThatIsNotUnicodeLeadsToItsFile(@TempDir Path directory) throws Exception {
        Recorded.writeEncoded(directory, "%FF");
        assertThat(FileNames.resolve(directory, "\udcff")).exists();
    }
}
