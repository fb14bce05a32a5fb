package io.jenkins.plugins.intoto.engine.record;

import static io.jenkins.plugins.intoto.engine.record.Recorded.paths;
import static io.jenkins.plugins.intoto.engine.record.Recorded.sha256;
import static io.jenkins.plugins.intoto.engine.record.Recorded.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactRecorderTest {
    @TempDir
    private Path tree;

    private final List<RecordingWarning> warnings = new ArrayList<>();
    private ArtifactRecorderBuilder recorder;

    @BeforeEach
    void setUp() {
        recorder = ArtifactRecorder.builder().base(tree).onWarning(warnings::add);
    }

    private Artifacts record(String... uris) throws Exception {
        return recorder.build().record(List.of(uris));
    }

    private RecordingException failureOf(String... uris) {
        var failures = new ArrayList<RecordingException>();
        assertThatThrownBy(() -> record(uris)).isInstanceOfSatisfying(RecordingException.class, failures::add);
        return failures.get(0);
    }

    @Test
    void aFileIsRecordedWithItsDigestUnderItsPath() throws Exception {
        write(tree, "a/f");
        assertThat(record("a/f").toMap()).containsOnly(entry("a/f", sha256("a/f")));
    }

    /** in-toto has no place for it, as docs/security.md says. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theModeOfAFileIsNotRecorded() throws Exception {
        var file = Files.writeString(tree.resolve("tool"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        var before = record("tool");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(record("tool")).isEqualTo(before);
    }

    @Test
    void aDirectoryIsRecordedWithAllBelowIt() throws Exception {
        write(tree, "d/x", "d/e/y", "z");
        Files.createDirectories(tree.resolve("d/empty"));
        assertThat(paths(record("d"))).containsExactly("d/e/y", "d/x");
    }

    @Test
    void namesComeInTheOrderOfCodePointsThoughDirectoriesStandAmongTheirSiblings() throws Exception {
        write(
                tree,
                "a/x",
                "a-b/x",
                "a-/x",
                "a.txt",
                "a0",
                "a!",
                "a/\ud83d\ude00",
                "a/\uffee",
                "a\ud83d\ude00/x",
                "a\uffee");
        var names = new ArrayList<String>();
        new PathSelection(
                        new PathRules(tree, GitwildmatchPatterns.compile(List.of()), List.of(), true),
                        List.of("."),
                        (path, files) -> {})
                .select(new Collecting(names));
        assertThat(names).hasSize(10).isSortedAccordingTo(new DirectoryListing.ByCodePoint());
    }

    private record Collecting(List<String> names) implements FileSelection.Sink {
        @Override
        public void file(String name, Path file, BasicFileAttributes attributes) {
            names.add(name);
        }

        @Override
        public void leftOut(RecordingWarning warning) {}
    }

    @ParameterizedTest
    @CsvSource({
        "./a//b,a/b",
        "a/../b,b",
        "../x,../x",
        "a/../../x,../x",
        "/a/./b/,/a/b",
        "//a,//a",
        "///a,/a",
        "/../a,/a",
        "'',.",
        "a/..,.",
        "..,..",
        "/,/"
    })
    void pathsAreNormalised(String path, String normalized) {
        assertThat(PathRules.normalize(path)).isEqualTo(normalized);
    }

    @Test
    void anAbsolutePathKeepsItsName() throws Exception {
        write(tree, "f");
        var path = tree.resolve("f").toString();
        assertThat(paths(record(path))).containsExactly(path);
    }

    @Test
    void thePrefixThatAPathBeginsWithIsStripped() throws Exception {
        write(tree, "a/f", "b/g", "c/h");
        recorder.stripPrefixes(List.of("a/", "b"));
        assertThat(paths(record("."))).containsExactly("/g", "c/h", "f");
    }

    @Test
    void prefixesThatOverlapAreRefused() {
        recorder.stripPrefixes(List.of("a/", "a/b"));
        var failure = failureOf(".");
        assertThat(failure.reason()).isEqualTo(RecordingException.Reason.OVERLAPPING_PREFIXES);
        assertThat(failure).hasMessageContaining("'a/'").hasMessageContaining("'a/b'");
    }

    @Test
    void twoFilesThatGetOneNameByStrippingAreNamed() throws Exception {
        write(tree, "a/f", "b/f");
        recorder.stripPrefixes(List.of("a/", "b/"));
        var failure = failureOf("a", "b");
        assertThat(failure.reason()).isEqualTo(RecordingException.Reason.DUPLICATE_NAME);
        assertThat(failure)
                .hasMessageContaining("a/f'")
                .hasMessageContaining("b/f'")
                .hasMessageContaining("'f'");
        assertThat(failure.otherPath()).isPresent();
    }

    @Test
    void twoFilesThatGetOneNameByTheBackslashAreNamed() throws Exception {
        write(tree, "a/f", "a\\f");
        var failure = failureOf(".");
        assertThat(failure.reason()).isEqualTo(RecordingException.Reason.DUPLICATE_NAME);
        assertThat(failure).hasMessageContaining("a/f'").hasMessageContaining("a\\f'");
    }

    @Test
    void aBackslashInANameIsRecordedAsASlash() throws Exception {
        write(tree, "back\\slash");
        assertThat(paths(record("."))).containsExactly("back/slash");
    }

    @Test
    void excludesTakeThePlaceOfTheDefaults() throws Exception {
        write(tree, "a.pyc", ".git/config", "s.link", "b~", "c");
        assertThat(paths(record("."))).containsExactly("c");
        recorder.excludes(List.of("c"));
        assertThat(paths(record("."))).containsExactly(".git/config", "a.pyc", "b~", "s.link");
    }

    @Test
    void excludesHoldForPathsThatAreNamed() throws Exception {
        write(tree, "a.pyc");
        assertThat(record("a.pyc").size()).isZero();
    }

    @Test
    void whatIsBelowAnExcludedDirectoryCannotBeTakenBackIn() throws Exception {
        write(tree, "a/f", "b/f");
        recorder.excludes(List.of("a", "!a/f"));
        assertThat(paths(record("."))).containsExactly("b/f");
        assertThat(paths(record(".", "a/f"))).containsExactly("a/f", "b/f");
    }

    @Test
    void pathsThatOverlapRecordEachFileOnce() throws Exception {
        write(tree, "a/b/f", "a/g");
        assertThat(paths(record("a", "a/b", ".", "a/b/f", "./a"))).containsExactly("a/b/f", "a/g");
    }

    @Test
    void aSchemeIsKeptInTheName() throws Exception {
        write(tree, "a/f");
        recorder.stripPrefixes(List.of("a/"));
        assertThat(paths(record("file:./a", "a/f"))).containsExactly("f", "file:f");
    }

    @Test
    void anUnknownSchemeIsPartOfAPath() throws Exception {
        write(tree, "x:f");
        assertThat(paths(record("x:f"))).containsExactly("x:f");
    }

    @Test
    @RequiresTool(Tool.COREUTILS)
    void severalAlgorithmsGiveSeveralDigests() throws Exception {
        write(tree, "f");
        recorder.algorithms(EnumSet.of(DigestAlgorithm.SHA512, DigestAlgorithm.SHA256));
        assertThat(record("f").find("f").orElseThrow().asMap())
                .containsEntry("sha256", Recorded.run(tree, "sha256sum", "f").substring(0, 64))
                .containsEntry("sha512", Recorded.run(tree, "sha512sum", "f").substring(0, 128))
                .hasSize(2);
    }

    @Test
    void lineEndingsAreNormalisedAcrossBuffers() throws Exception {
        var content = ("x".repeat(64 * 1024 - 1) + "\r\n").repeat(3) + "\r";
        Files.writeString(tree.resolve("f"), content);
        recorder.normalizeLineEndings(true);
        assertThat(record("f").find("f"))
                .contains(sha256(content.replace("\r\n", "\n").replace('\r', '\n')));
    }

    @Test
    void theLineEndingsOfOneFileDoNotReachIntoTheNext() throws Exception {
        Files.writeString(tree.resolve("a"), "x\r");
        Files.writeString(tree.resolve("b"), "\ny");
        recorder.normalizeLineEndings(true).threads(1);
        assertThat(record(".").find("b")).contains(sha256("\ny"));
    }

    @Test
    void aFileLongerThanTheBufferIsHashedWhole() throws Exception {
        byte[] content = new byte[1_000_003];
        new Random(1).nextBytes(content);
        Files.write(tree.resolve("f"), content);
        assertThat(record("f").find("f")).contains(sha256(content));
    }

    @Test
    void aPathThatDoesNotExistIsLeftOutWithAWarning() throws Exception {
        assertThat(record(".", "missing", "nul\0byte").size()).isZero();
        assertThat(warnings)
                .containsExactly(
                        new RecordingWarning(".", RecordingWarning.Reason.EMPTY),
                        new RecordingWarning("missing", RecordingWarning.Reason.MISSING),
                        new RecordingWarning("nul\0byte", RecordingWarning.Reason.MISSING));
        assertThat(warnings.get(2).message()).isEqualTo("'nul\\u0000byte' does not exist, it is left out");
    }

    @Test
    void aBaseThatIsNoDirectoryIsRefused() throws Exception {
        write(tree, "f");
        recorder.base(tree.resolve("f"));
        assertThat(failureOf(".").reason()).isEqualTo(RecordingException.Reason.NOT_A_DIRECTORY);
    }

    @Test
    void nothingIsRecordedOfNoPaths() throws Exception {
        assertThat(record()).isEqualTo(Artifacts.NONE);
    }

    @Test
    void progressEndsWithAllFilesAndBytes() throws Exception {
        for (int i = 0; i < 300; i++) {
            write(tree, "f" + (1000 + i));
        }
        var reports = new ArrayList<List<Long>>();
        recorder.onProgress((files, bytes) -> reports.add(List.of(files, bytes)), Duration.ZERO);
        record(".");
        assertThat(reports).last().isEqualTo(List.of(300L, 1500L));
        assertThat(reports).isSortedAccordingTo((a, b) -> Long.compare(a.get(0), b.get(0)));
    }

    @Test
    void noProgressIsReportedBeforeItsTime() throws Exception {
        write(tree, "f");
        var reports = new ArrayList<Long>();
        recorder.onProgress((files, bytes) -> reports.add(files), Duration.ofDays(1));
        record(".");
        assertThat(reports).isEmpty();
    }
}
