package io.jenkins.plugins.intoto.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.stream.Stream;
import jenkins.util.VirtualFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchivedLinksTest {
    private static final String PATH = "/var/lib/jenkins/jobs/app/builds/7/archive/in-toto/build.0123abcd.link";

    /** What Jenkins and the operating system say of a file, each with its path on the controller. */
    static Stream<IOException> failures() {
        return Stream.of(
                new NoSuchFileException(PATH),
                new FileNotFoundException(PATH + " (No such file or directory)"),
                new AccessDeniedException(PATH),
                new IOException("Failed to open " + PATH));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void noMessageSaysWhereJenkinsKeepsALink(IOException failure) {
        var links = new ArchivedLinks(new Unreadable(failure), "app #7: ");

        for (var thrown : new Throwable[] {
            catchThrowable(links::fileNames), catchThrowable(() -> links.read("build.0123abcd.link", 1000))
        }) {
            assertThat(thrown).isInstanceOf(UnreadableFileException.class).hasCause(failure);
            assertThat(thrown.getMessage()).startsWith("app #7: ").doesNotContain("/var/lib");
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void noMessageSaysWhereJenkinsKeepsAnArtifact(IOException failure) {
        var thrown = catchThrowable(() -> ArchivedArtifact.open(new Unreadable(failure), "app.intoto.jsonl"));

        assertThat(thrown)
                .hasMessageStartingWith("[in-toto] app.intoto.jsonl: ")
                .hasNoCause();
        assertThat(thrown.getMessage()).doesNotContain("/var/lib");
    }

    /** A file, or a folder of them, that cannot be read. */
    private static final class Unreadable extends VirtualFile {
        private static final long serialVersionUID = 1L;

        private final IOException failure;
        private final boolean file;

        Unreadable(IOException failure) {
            this(failure, false);
        }

        private Unreadable(IOException failure, boolean file) {
            this.failure = failure;
            this.file = file;
        }

        @Override
        public String getName() {
            return "in-toto";
        }

        @Override
        public URI toURI() {
            return URI.create("file:/var/lib/jenkins/in-toto");
        }

        @Override
        public boolean isDirectory() {
            return !file;
        }

        @Override
        public boolean isFile() {
            return file;
        }

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public VirtualFile child(String name) {
            return new Unreadable(failure, true);
        }

        @Override
        public long length() {
            return 100;
        }

        @Override
        public long lastModified() {
            return 100;
        }

        @Override
        public InputStream open() throws IOException {
            throw failure;
        }

        @Override
        public Collection<String> list(String includes, String excludes, boolean useDefaultExcludes)
                throws IOException {
            throw failure;
        }
    }
}
