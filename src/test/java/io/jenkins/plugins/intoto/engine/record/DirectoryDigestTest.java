package io.jenkins.plugins.intoto.engine.record;

import static io.jenkins.plugins.intoto.engine.record.Recorded.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryDigestTest {
    @TempDir
    private Path tree;

    private Map<String, String> record(ArtifactRecorderBuilder recorder, String uri) throws Exception {
        return recorder.base(tree)
                .build()
                .record(List.of(uri))
                .find(uri)
                .orElseThrow()
                .asMap();
    }

    private String pipeline(String sum) throws Exception {
        var command = "cd d; find . -type f|cut -c3-|LC_ALL=C sort|xargs -r " + sum + "|" + sum + "|cut -f1 -d' '";
        return Recorded.run(tree, "bash", "-c", command).strip();
    }

    @Test
    @RequiresTool({Tool.BASH, Tool.COREUTILS})
    void aDirectoryHasTheDigestThatTheCoreUtilitiesCompute() throws Exception {
        write(tree, "d/b", "d/a/x", "d/a.txt", "d/a-/y", "d/é", "d/\ud83d\ude00", "d/\uffee", "d/Z");
        assertThat(record(ArtifactRecorder.builder(), "dir:d")).isEqualTo(Map.of("sha256", pipeline("sha256sum")));
    }

    @Test
    @RequiresTool({Tool.BASH, Tool.COREUTILS})
    void everyAlgorithmDigestsItsOwnDigests() throws Exception {
        write(tree, "d/b", "d/a/x");
        var recorder =
                ArtifactRecorder.builder().algorithms(EnumSet.of(DigestAlgorithm.SHA256, DigestAlgorithm.SHA384));
        assertThat(record(recorder, "dir:d"))
                .isEqualTo(Map.of("sha256", pipeline("sha256sum"), "sha384", pipeline("sha384sum")));
    }

    @Test
    void anEmptyDirectoryHasTheDigestOfNothing() throws Exception {
        Files.createDirectory(tree.resolve("d"));
        assertThat(record(ArtifactRecorder.builder(), "dir:d").get("sha256")).startsWith("e3b0c44298fc1c14");
    }

    @Test
    @RequiresTool({Tool.BASH, Tool.COREUTILS})
    void excludesHoldForTheFilesWithinButNotForTheDirectory() throws Exception {
        write(tree, "d/b", "d/x.pyc", "d/d/c");
        var recorder = ArtifactRecorder.builder().excludes(List.of("*.pyc", "/d"));
        Files.createDirectories(tree.resolve("only"));
        var excluded = record(recorder, "dir:d");
        for (var gone : List.of("d/x.pyc", "d/d/c", "d/d")) {
            Files.delete(tree.resolve(gone));
        }
        assertThat(excluded).isEqualTo(Map.of("sha256", pipeline("sha256sum")));
    }

    @Test
    void thePrefixIsStrippedBehindTheScheme() throws Exception {
        write(tree, "a/d/f");
        var artifacts = ArtifactRecorder.builder()
                .base(tree)
                .stripPrefixes(List.of("a/"))
                .build()
                .record(List.of("dir:a/d"));
        assertThat(Recorded.paths(artifacts)).containsExactly("dir:d");
    }

    @Test
    void twoDirectoriesThatGetOneNameAreNamed() throws Exception {
        write(tree, "a/d/f", "b/d/f");
        var recorder = ArtifactRecorder.builder()
                .base(tree)
                .stripPrefixes(List.of("a/", "b/"))
                .build();
        assertThatThrownBy(() -> recorder.record(List.of("dir:a/d", "dir:b/d")))
                .isInstanceOf(RecordingException.class)
                .hasMessage("'a/d' and 'b/d' would both be recorded as 'dir:d'");
    }

    @Test
    void aPathThatIsNoDirectoryIsRefused() throws Exception {
        write(tree, "f");
        assertThatThrownBy(() -> record(ArtifactRecorder.builder(), "dir:f"))
                .isInstanceOfSatisfying(RecordingException.class, e -> assertThat(e.reason())
                        .isEqualTo(RecordingException.Reason.NOT_A_DIRECTORY));
    }

    @Test
    void aNameWithALineFeedIsRefused() throws Exception {
        write(tree, "d/new\nline");
        assertThatThrownBy(() -> record(ArtifactRecorder.builder(), "dir:d"))
                .isInstanceOfSatisfying(RecordingException.class, e -> assertThat(e.reason())
                        .isEqualTo(RecordingException.Reason.CONTROL_CHARACTER));
    }
}
