package io.jenkins.plugins.intoto.engine.record;

import static io.jenkins.plugins.intoto.engine.record.Recorded.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that cannot be recorded truthfully. */
class RecordingFailureTest {
    @TempDir
    private Path tree;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        write(tree, "f");
        file = tree.resolve("f");
    }

    /** Something that happens to a file after it was found. */
    private interface Event {
        void happens() throws IOException;
    }

    private RecordingException failureAfter(Event event) {
        return failureOf(sink -> {
            try {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                event.happens();
                sink.file("f", file, attributes);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private RecordingException failureOf(FileSelection selection) {
        var failures = new ArrayList<RecordingException>();
        assertThatThrownBy(() -> ArtifactRecorder.builder().build().record(selection))
                .isInstanceOfSatisfying(RecordingException.class, failures::add);
        return failures.get(0);
    }

    private FileSelection paths(String... paths) throws Exception {
        var rules = new PathRules(tree, GitwildmatchPatterns.compile(List.of()), List.of(), true);
        return new PathSelection(rules, List.of(paths), (path, files) -> {});
    }

    @Test
    void aFileThatVanishesIsNamed() {
        var failure = failureAfter(() -> Files.delete(file));
        assertThat(failure.reason()).isEqualTo(RecordingException.Reason.VANISHED);
        assertThat(failure.path()).isEqualTo(file.toString());
        assertThat(failure).hasMessage("'" + file + "': it vanished while it was recorded");
    }

    @Test
    void aFileThatGrowsIsNamed() {
        var failure = failureAfter(() -> Files.writeString(file, "more", StandardOpenOption.APPEND));
        assertThat(failure.reason()).isEqualTo(RecordingException.Reason.CHANGED);
        assertThat(failure.path()).isEqualTo(file.toString());
    }

    @Test
    void aFileThatGrowsIsNamedThoughItsTimeIsSetBack() {
        var failure = failureAfter(() -> {
            var time = Files.getLastModifiedTime(file);
            Files.writeString(file, "more", StandardOpenOption.APPEND);
            Files.setLastModifiedTime(file, time);
        });
        assertThat(failure.reason()).isEqualTo(RecordingException.Reason.CHANGED);
    }

    @Test
    void aFileThatShrinksIsNamed() {
        assertThat(failureAfter(() -> Files.writeString(file, "")).reason())
                .isEqualTo(RecordingException.Reason.CHANGED);
    }

    @Test
    void aFileThatIsWrittenToWithoutGrowingIsNamed() {
        assertThat(failureAfter(() -> Files.setLastModifiedTime(file, FileTime.fromMillis(1)))
                        .reason())
                .isEqualTo(RecordingException.Reason.CHANGED);
    }

    @Test
    void aFileThatIsReplacedIsNamed() {
        var failure = failureAfter(() -> {
            var time = Files.getLastModifiedTime(file);
            Files.writeString(tree.resolve("g"), "g");
            Files.setLastModifiedTime(tree.resolve("g"), time);
            Files.move(tree.resolve("g"), file, StandardCopyOption.REPLACE_EXISTING);
        });
        assertThat(failure.reason()).isEqualTo(RecordingException.Reason.CHANGED);
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        file = Path.of("/proc/self/mem");
        assumeThat(file).exists();
        var failure = failureAfter(() -> {});
        assertThat(failure.reason()).isEqualTo(RecordingException.Reason.UNREADABLE);
        assertThat(failure).hasMessageContaining("/proc/self/mem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/self/status", "/sys/kernel/mm/transparent_hugepage/enabled"})
    void aFileWhoseSizeIsNotThatOfItsContentIsNamed(String path) {
        file = Path.of(path);
        assumeThat(file).exists();
        assertThat(failureAfter(() -> {}).reason()).isEqualTo(RecordingException.Reason.CHANGED);
    }

    @Test
    void theFirstFailureInTheOrderOfTheSelectionIsReported() {
        var failure = failureOf(sink -> {
            for (int i = 0; i < 1000; i++) {
                try {
                    sink.file(
                            "n" + i,
                            tree.resolve("missing" + i),
                            Files.readAttributes(file, BasicFileAttributes.class));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        assertThat(failure.path()).endsWith("missing0");
    }

    @Test
    void aNameThatIsNotUnicodeIsShownWithItsBytes() throws Exception {
        Recorded.writeEncoded(tree, "bad%FF%C3%A9");
        var failure = failureOf(paths("."));
        assertThat(failure.reason()).isEqualTo(RecordingException.Reason.NOT_UNICODE);
        assertThat(failure).hasMessage("'" + tree + "/bad\\xffé': its name is not valid Unicode");
    }

    @Test
    void aDirectoryWhoseNameIsNotUnicodeIsShownWithItsBytes() throws Exception {
        Recorded.writeEncoded(tree, "%ED%A0%80/f");
        assertThat(failureOf(paths("."))).hasMessage("'" + tree + "/\\xed\\xa0\\x80/f': its name is not valid Unicode");
    }

    @Test
    void aNameThatIsNotUnicodeMayBeExcluded() throws Exception {
        Recorded.writeEncoded(tree, "bad%FF");
        var artifacts = ArtifactRecorder.builder()
                .base(tree)
                .excludes(List.of("bad?"))
                .build()
                .record(List.of("."));
        assertThat(Recorded.paths(artifacts)).containsExactly("f");
    }

    @Test
    void aReplacementCharacterInANameIsUnicode() throws Exception {
        write(tree, "\ufffd/x\ufffd");
        var artifacts = ArtifactRecorder.builder().base(tree).build().record(List.of("."));
        assertThat(Recorded.paths(artifacts)).containsExactly("f", "\ufffd/x\ufffd");
    }

    @Test
    void aMessageIsOneLineWhateverTheName() throws Exception {
        write(tree, "new\nline");
        file = tree.resolve("new\nline");
        assertThat(failureAfter(() -> Files.delete(file))).hasMessageContaining("new\\u000aline");
    }

    @ParameterizedTest
    @ValueSource(strings = {"new\nline", "esc\u001b[31m", "del\u007f", "csi\u009b"})
    void aNameWithAControlCharacterIsNotRecorded(String name) throws Exception {
        write(tree, name);

        for (var failure : List.of(
                failureOf(paths(".")),
                failureOf(new AntFileSelection(tree, new AntPatterns(List.of(), List.of(), true, true))))) {
            assertThat(failure.reason()).isEqualTo(RecordingException.Reason.CONTROL_CHARACTER);
            assertThat(failure.getMessage())
                    .endsWith("': its name has a control character")
                    .doesNotContain(name);
        }
    }
}
