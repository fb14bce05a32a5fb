package io.jenkins.plugins.intoto.engine.record;

import static io.jenkins.plugins.intoto.engine.record.Recorded.paths;
import static io.jenkins.plugins.intoto.engine.record.Recorded.sha256;
import static io.jenkins.plugins.intoto.engine.record.Recorded.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Symbolic links and what is neither a file nor a directory. */
class LinkedFilesTest {
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

    private void link(String link, String target) throws Exception {
        Files.createDirectories(tree.resolve(link).getParent());
        Files.createSymbolicLink(tree.resolve(link), Path.of(target));
    }

    @Test
    void aLinkToAFileIsRecordedUnderItsOwnName() throws Exception {
        write(tree, "f");
        link("l", "f");
        recorder.followLinkedDirectories(false);
        assertThat(record(".").find("l")).contains(sha256("f"));
    }

    @Test
    void aLinkToADirectoryIsWalkedUnderItsOwnName() throws Exception {
        write(tree, "d/f");
        link("l", "d");
        assertThat(paths(record("."))).containsExactly("d/f", "l/f");
    }

    @Test
    void aLinkToADirectoryIsNotWalkedIfSoWished() throws Exception {
        write(tree, "d/f");
        link("l", "d");
        recorder.followLinkedDirectories(false);
        assertThat(paths(record("."))).containsExactly("d/f");
        assertThat(paths(record(".", "l"))).as("a link that is named").containsExactly("d/f", "l/f");
    }

    @Test
    void aLinkBackIsLeftOutWithAWarning() throws Exception {
        write(tree, "a/b/f");
        link("a/b/up", "..");
        assertThat(paths(record("."))).containsExactly("a/b/f");
        assertThat(warnings).containsExactly(new RecordingWarning("a/b/up", RecordingWarning.Reason.LINK_CYCLE));
    }

    @Test
    void aDirectoryBackBelowALinkIsLeftOutWithAWarning() throws Exception {
        write(tree, "a/b/f");
        link("a/b/top", tree.toString());
        assertThat(paths(record("a/b"))).containsExactly("a/b/f");
        assertThat(warnings).containsExactly(new RecordingWarning("a/b/top/a/b", RecordingWarning.Reason.LINK_CYCLE));
    }

    @Test
    void twoRoutesIntoALoopEnd() throws Exception {
        write(tree, "a/f", "b/g");
        link("a/to-b", "../b");
        link("b/to-a", "../a");
        assertThat(paths(record("."))).containsExactly("a/f", "a/to-b/g", "b/g", "b/to-a/f");
        assertThat(warnings)
                .containsExactly(
                        new RecordingWarning("a/to-b/to-a", RecordingWarning.Reason.LINK_CYCLE),
                        new RecordingWarning("b/to-a/to-b", RecordingWarning.Reason.LINK_CYCLE));
    }

    @Test
    void oneDirectoryByTwoRoutesIsNoCycle() throws Exception {
        write(tree, "d/f");
        link("one", "d");
        link("two", "one");
        assertThat(paths(record("."))).containsExactly("d/f", "one/f", "two/f");
        assertThat(warnings).isEmpty();
    }

    @Test
    void aBrokenLinkIsLeftOutWithAWarning() throws Exception {
        write(tree, "f");
        link("gone", "nowhere");
        link("self", "self");
        link("through", "f/x");
        assertThat(paths(record(".", "gone"))).containsExactly("f");
        assertThat(paths(record("gone"))).isEmpty();
        assertThat(warnings).extracting(RecordingWarning::path).containsExactly("gone", "self", "through", "gone");
        assertThat(warnings).extracting(RecordingWarning::reason).containsOnly(RecordingWarning.Reason.BROKEN_LINK);
    }

    @Test
    @RequiresTool(Tool.COREUTILS)
    void aNamedPipeIsLeftOutWithAWarning() throws Exception {
        Recorded.run(tree, "mkfifo", "pipe");
        link("l", "pipe");
        assertThat(record(".").size()).isZero();
        assertThat(record("pipe").size()).isZero();
        assertThat(warnings)
                .containsExactly(
                        new RecordingWarning("l", RecordingWarning.Reason.SPECIAL_FILE),
                        new RecordingWarning("pipe", RecordingWarning.Reason.SPECIAL_FILE),
                        new RecordingWarning(".", RecordingWarning.Reason.EMPTY),
                        new RecordingWarning("pipe", RecordingWarning.Reason.SPECIAL_FILE));
    }

    @Test
    void aDeviceIsLeftOutWithAWarning() throws Exception {
        assertThat(record("/dev/null").size()).isZero();
        assertThat(warnings).containsExactly(new RecordingWarning("/dev/null", RecordingWarning.Reason.SPECIAL_FILE));
    }
}
