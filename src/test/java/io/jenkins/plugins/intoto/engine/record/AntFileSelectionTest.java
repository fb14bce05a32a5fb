package io.jenkins.plugins.intoto.engine.record;

import static io.jenkins.plugins.intoto.engine.record.Recorded.paths;
import static io.jenkins.plugins.intoto.engine.record.Recorded.sha256;
import static io.jenkins.plugins.intoto.engine.record.Recorded.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AntFileSelectionTest {
    @TempDir
    private Path directory;

    private final List<RecordingWarning> warnings = new ArrayList<>();

    private static AntPatterns including(String... includes) {
        return new AntPatterns(List.of(includes), List.of(), true, true);
    }

    private Artifacts record(AntPatterns patterns) throws Exception {
        return record(directory, patterns);
    }

    private Artifacts record(Path root, AntPatterns patterns) throws Exception {
        var recorder = ArtifactRecorder.builder().onWarning(warnings::add).build();
        return recorder.record(new AntFileSelection(root, patterns));
    }

    private void link(String link, String target) throws Exception {
        Files.createDirectories(directory.resolve(link).getParent());
        Files.createSymbolicLink(directory.resolve(link), Path.of(target));
    }

    @Test
    void namesAreRelativeToTheDirectory() throws Exception {
        write(directory, "target/app.jar", "target/sub/lib.jar", "src/Main.java");
        var artifacts = record(including("target/**/*.jar"));
        assertThat(paths(artifacts)).containsExactly("target/app.jar", "target/sub/lib.jar");
        assertThat(artifacts.find("target/app.jar")).contains(sha256("target/app.jar"));
    }

    @Test
    void withoutIncludesEveryFileCounts() throws Exception {
        write(directory, "a", "b/c");
        assertThat(paths(record(including()))).containsExactly("a", "b/c");
    }

    @Test
    void excludesOutweighIncludes() throws Exception {
        write(directory, "a", "b/c", "b/d");
        var patterns = new AntPatterns(List.of("**"), List.of("b/c", "a"), false, true);
        assertThat(paths(record(patterns))).containsExactly("b/d");
    }

    @Test
    void defaultExcludesCanBeTurnedOff() throws Exception {
        write(directory, ".git/config", "x/.gitignore", "a~", "x/.DS_Store", "b");
        assertThat(paths(record(including()))).containsExactly("b");
        assertThat(paths(record(new AntPatterns(List.of(), List.of(), false, true))))
                .hasSize(5);
    }

    @Test
    void whatNoPatternWantsIsNotTouched() throws Exception {
        write(directory, "in/f");
        Recorded.writeEncoded(directory, "out/%FF");
        // A broken link would be warned of if anyone looked at it.
        link("no-include-leads-here", "nowhere");
        link("in/sub/.git", "nowhere");
        assertThat(paths(record(including("in/**")))).containsExactly("in/f");
        assertThat(warnings).isEmpty();
    }

    @Test
    void aLinkWithinTheDirectoryIsFollowed() throws Exception {
        write(directory, "d/f");
        link("l", "d");
        link("g", "d/f");
        assertThat(paths(record(including()))).containsExactly("d/f", "g", "l/f");
    }

    @Test
    void aLinkOutOfTheDirectoryIsLeftOutWithAWarning(@TempDir Path elsewhere) throws Exception {
        write(elsewhere, "f");
        write(directory, "a");
        link("d", elsewhere.toString());
        link("sub/f", elsewhere.resolve("f").toString());
        assertThat(paths(record(including()))).containsExactly("a");
        assertThat(warnings)
                .containsExactly(
                        new RecordingWarning("d", RecordingWarning.Reason.LINK_OUTSIDE),
                        new RecordingWarning("sub/f", RecordingWarning.Reason.LINK_OUTSIDE));
    }

    @Test
    void aLinkToADirectoryWhoseNameOnlyBeginsAlikeLeadsOut(@TempDir Path parent) throws Exception {
        write(parent, "ws-other/f", "ws/a");
        Files.createSymbolicLink(parent.resolve("ws/l"), Path.of("../ws-other"));
        assertThat(paths(record(parent.resolve("ws"), including()))).containsExactly("a");
    }

    @Test
    void aLinkBackIsLeftOutWithAWarning() throws Exception {
        write(directory, "a/f");
        link("a/top", "..");
        assertThat(paths(record(including()))).containsExactly("a/f");
        assertThat(warnings).containsExactly(new RecordingWarning("a/top", RecordingWarning.Reason.LINK_CYCLE));
    }

    @Test
    void linksAreLeftOutIfSoWished() throws Exception {
        write(directory, "d/f");
        link("l", "d");
        link("g", "d/f");
        assertThat(paths(record(new AntPatterns(List.of(), List.of(), true, false))))
                .containsExactly("d/f");
    }

    @Test
    void theDirectoryItselfMayBeALink() throws Exception {
        write(directory, "d/f");
        link("d/g", "f");
        link("l", "d");
        assertThat(paths(record(directory.resolve("l"), including()))).containsExactly("f", "g");
    }

    @Test
    void aDirectoryThatDoesNotExistHasNoFiles() throws Exception {
        assertThat(record(directory.resolve("missing"), including()).size()).isZero();
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsRefused() throws Exception {
        write(directory, "f");
        assertThatThrownBy(() -> record(directory.resolve("f"), including()))
                .isInstanceOfSatisfying(RecordingException.class, e -> assertThat(e.reason())
                        .isEqualTo(RecordingException.Reason.NOT_A_DIRECTORY));
    }

    @Test
    void patternsCanBeSentToAnotherMachine() throws Exception {
        var patterns = new AntPatterns(List.of("a", "b", "c"), List.of(), true, false);
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(patterns);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(patterns);
        }
    }
}
