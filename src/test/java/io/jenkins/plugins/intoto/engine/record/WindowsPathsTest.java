package io.jenkins.plugins.intoto.engine.record;

import static io.jenkins.plugins.intoto.engine.record.Recorded.paths;
import static io.jenkins.plugins.intoto.engine.record.Recorded.sha256;
import static io.jenkins.plugins.intoto.engine.record.Recorded.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.jimfs.AttributeProvider;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.File;
import com.google.common.jimfs.FileLookup;
import com.google.common.jimfs.Jimfs;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recording in the file system of a Windows machine, as far as Jimfs imitates one. */
class WindowsPathsTest {
    private final List<RecordingWarning> warnings = new ArrayList<>();

    private FileSystem windows;
    private Path workspace;

    @BeforeEach
    void makeFileSystem() throws Exception {
        windows = Jimfs.newFileSystem(Configuration.windows().toBuilder()
                .setRoots("C:\\", "D:\\", "\\\\server\\share\\")
                .setWorkingDirectory("C:\\agent\\workspace\\app")
                .setAttributeViews(LinksAsJunctions.NAME)
                .addAttributeProvider(new LinksAsJunctions())
                .build());
        workspace = windows.getPath("C:\\agent\\workspace\\app");
    }

    @AfterEach
    void closeFileSystem() throws Exception {
        windows.close();
    }

    private Artifacts selected(Path root, String... includes) throws Exception {
        return selected(root, new AntPatterns(List.of(includes), List.of(), true, true));
    }

    private Artifacts selected(Path root, AntPatterns patterns) throws Exception {
        return recorder().build().record(new AntFileSelection(root, patterns));
    }

    private ArtifactRecorderBuilder recorder() {
        return ArtifactRecorder.builder().base(workspace).onWarning(warnings::add);
    }

    @Test
    void namesHaveSlashesAndBeginAtTheWorkspace() throws Exception {
        write(workspace, "target/app.jar", "target/lib/Über.jar", "src/Main.java");

        var artifacts = selected(workspace, "target\\**\\*.jar", "src/");

        assertThat(paths(artifacts)).containsExactly("src/Main.java", "target/app.jar", "target/lib/Über.jar");
        assertThat(artifacts.find("target/app.jar")).contains(sha256("target/app.jar"));
    }

    @Test
    void theWorkspaceMayBeADriveOrAShare() throws Exception {
        for (var root : windows.getRootDirectories()) {
            write(root, "dir/f");
            assertThat(paths(selected(root, "dir/*"))).containsExactly("dir/f");
        }
    }

    /** As in Ant, and so that one pattern means the same on every agent. */
    @Test
    void theCaseOfAPatternCountsAndNamesHaveTheCaseOfTheFile() throws Exception {
        write(workspace, "Src/Main.java");

        assertThat(paths(selected(workspace, "src/*"))).isEmpty();
        assertThat(paths(selected(windows.getPath("c:\\AGENT\\workspace\\APP"), "Src/*")))
                .containsExactly("Src/Main.java");
    }

    @Test
    void theLineEndsOfWindowsCanCountAsThoseOfOthers() throws Exception {
        Files.createDirectories(workspace);
        Files.writeString(workspace.resolve("a.txt"), "one\r\ntwo\r\n");
        Files.writeString(workspace.resolve("b.txt"), "one\ntwo\n");

        var artifacts = recorder().normalizeLineEndings(true).build().record(List.of("."));

        assertThat(artifacts.find("a.txt")).isPresent().isEqualTo(artifacts.find("b.txt"));
    }

    @Test
    void pathsOfACommandLineMayHaveBackslashesAndDrives() throws Exception {
        write(workspace, "src/a", "src/b");
        write(windows.getPath("D:\\"), "deps/lib.jar");
        write(windows.getPath("\\\\server\\share\\"), "sdk/tool");

        var artifacts = recorder()
                .build()
                .record(List.of(".\\src\\", "D:\\deps\\..\\..\\deps", "\\\\server\\share\\sdk", "file:src\\a"));

        assertThat(paths(artifacts))
                .containsExactly("//server/share/sdk/tool", "D:/deps/lib.jar", "file:src/a", "src/a", "src/b");
        assertThat(warnings).isEmpty();
    }

    @Test
    void aWholeDriveCanBeRecorded() throws Exception {
        write(windows.getPath("D:\\"), "f");

        assertThat(paths(recorder().build().record(List.of("D:\\", "d:\\f", "D:\\f", "D:..\\x"))))
                .containsExactly("D:/f", "d:/f");
        assertThat(warnings).extracting(RecordingWarning::reason).containsExactly(RecordingWarning.Reason.MISSING);
    }

    /** Jimfs has no such paths. */
    @Test
    void whatIsRelativeToTheCurrentDirectoryOfADriveMayLeadOutOfIt() {
        assertThat(PathRules.normalize("D:", "../a/../x")).isEqualTo("D:../x");
        assertThat(PathRules.normalize("D:/", "../x")).isEqualTo("D:/x");
    }

    @Test
    void prefixesThatAreStrippedMayHaveBackslashes() throws Exception {
        write(workspace, "src/a");

        var artifacts = recorder()
                .stripPrefixes(List.of("C:\\agent\\workspace\\app\\"))
                .build()
                .record(List.of("C:\\agent\\workspace\\app\\src"));

        assertThat(paths(artifacts)).containsExactly("src/a");
    }

    @Test
    void aDirectoryHasTheDigestThatItHasOnOtherSystems(@TempDir Path other) throws Exception {
        for (var base : List.of(workspace, other)) {
            write(base, "dist/a", "dist/sub/b");
        }

        assertThat(recorder().build().record(List.of("dir:dist")))
                .isEqualTo(ArtifactRecorder.builder().base(other).build().record(List.of("dir:dist")));
    }

    /** Java takes a junction for a directory. */
    @Test
    @Timeout(30)
    void aJunctionIsTreatedAsALink() throws Exception {
        write(workspace, "node_modules/store/lib/f");
        write(windows.getPath("D:\\"), "elsewhere/secret");
        junction("node_modules/lib", workspace.resolve("node_modules/store/lib"));
        junction("node_modules/store/lib/up", workspace.resolve("node_modules"));
        junction("out", windows.getPath("D:\\elsewhere"));

        assertThat(paths(selected(workspace))).containsExactly("node_modules/lib/f", "node_modules/store/lib/f");
        assertThat(warnings)
                .containsExactlyInAnyOrder(
                        new RecordingWarning("node_modules/lib/up", RecordingWarning.Reason.LINK_CYCLE),
                        new RecordingWarning("node_modules/store/lib/up", RecordingWarning.Reason.LINK_CYCLE),
                        new RecordingWarning("out", RecordingWarning.Reason.LINK_OUTSIDE));
        assertThat(paths(selected(workspace, new AntPatterns(List.of(), List.of(), true, false))))
                .containsExactly("node_modules/store/lib/f");
        assertThat(paths(recorder().followLinkedDirectories(false).build().record(List.of("."))))
                .containsExactly("node_modules/store/lib/f");
    }

    private void junction(String link, Path target) throws Exception {
        Files.createSymbolicLink(workspace.resolve(link), target);
    }

    /** Has symbolic links look as junctions of Windows do in Java: like a directory that is something else as well. */
    private static final class LinksAsJunctions extends AttributeProvider {
        /** One that Jimfs does not have itself. */
        static final String NAME = "junctions";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Class<BasicFileAttributeView> viewType() {
            return BasicFileAttributeView.class;
        }

        @Override
        public FileAttributeView view(FileLookup lookup, ImmutableMap<String, FileAttributeView> inherited) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ImmutableSet<String> fixedAttributes() {
            return ImmutableSet.of();
        }

        @Override
        public Object get(File file, String attribute) {
            return null;
        }

        @Override
        public void set(File file, String view, String attribute, Object value, boolean create) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Class<BasicFileAttributes> attributesType() {
            return BasicFileAttributes.class;
        }

        @Override
        public BasicFileAttributes readAttributes(File file) {
            return new Attributes(file);
        }
    }

    private record Attributes(File file) implements BasicFileAttributes {
        @Override
        public FileTime lastModifiedTime() {
            return file.getLastModifiedTime();
        }

        @Override
        public FileTime lastAccessTime() {
            return file.getLastAccessTime();
        }

        @Override
        public FileTime creationTime() {
            return file.getCreationTime();
        }

        @Override
        public boolean isRegularFile() {
            return file.isRegularFile();
        }

        @Override
        public boolean isDirectory() {
            return file.isDirectory() || file.isSymbolicLink();
        }

        @Override
        public boolean isSymbolicLink() {
            return false;
        }

        @Override
        public boolean isOther() {
            return file.isSymbolicLink();
        }

        @Override
        public long size() {
            return file.size();
        }

        /** There is none on Windows. */
        @Override
        public Object fileKey() {
            return null;
        }
    }
}
