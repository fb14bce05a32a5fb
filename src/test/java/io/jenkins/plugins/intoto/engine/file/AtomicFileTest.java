package io.jenkins.plugins.intoto.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path directory;

    @Test
    void aFileIsReplacedAsAWhole() throws Exception {
        var file = Files.writeString(directory.resolve("f"), "old");
        AtomicFile.write(file, out -> {
            out.write('n');
            assertThat(file).hasContent("old");
        });
        assertThat(file).hasContent("n");
        assertThat(directory).isDirectoryContaining(p -> p.equals(file)).isDirectoryNotContaining(p -> !p.equals(file));
    }

    @Test
    void aFailureLeavesWhatWasThereAndNothingElse() throws Exception {
        var file = Files.writeString(directory.resolve("f"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("full");
                }))
                .hasMessage("full");
        assertThat(file).hasContent("old");
        assertThat(directory).isDirectoryNotContaining(p -> !p.equals(file));
    }

    @Test
    void aDirectoryIsNotReplaced() {
        assertThatThrownBy(() -> AtomicFile.write(directory, out -> {}))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("is a directory");
    }

    @Test
    void aMissingDirectoryIsNotMade() {
        assertThatThrownBy(() -> AtomicFile.write(directory.resolve("no/f"), out -> {}))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPrivateFileIsForItsOwnerOnly() throws Exception {
        var file = Files.writeString(directory.resolve("f"), "old");
        AtomicFile.writePrivate(file, out -> out.write('k'));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileLargerThanTheLimitIsNotRead() throws Exception {
        var file = Files.writeString(directory.resolve("f"), "12345");
        assertThat(LimitedFile.read(file, 5)).hasSize(5);
        assertThatThrownBy(() -> LimitedFile.read(file, 4))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage(file + ": is larger than 4 bytes, which is the limit");
    }

    @Test
    void aSpecialFileThatNobodyHasNamedIsNotRead() throws Exception {
        assertThat(LimitedFile.read(Path.of("/dev/null"), 10)).isEmpty();
        assertThatThrownBy(() -> LimitedFile.openRegular(Path.of("/dev/null")))
                .hasMessage("/dev/null: is not a regular file");
    }
}
