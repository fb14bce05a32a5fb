package io.jenkins.plugins.intoto.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.verify.VerificationLimits;
import io.jenkins.plugins.intoto.jenkinsapi.SerialisingChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceLinksTest {
    @TempDir
    private Path directory;

    private final VirtualChannel channel = new SerialisingChannel();

    private WorkspaceLinks fetch() throws Exception {
        return WorkspaceLinks.fetch(new FilePath(channel, directory.toString()), "links", VerificationLimits.DEFAULT);
    }

    private void write(String path, String content) throws IOException {
        var file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void linksArriveAsTheyWere() throws Exception {
        write("build.12345678.link", "some link");

        var links = fetch();

        assertThat(links.fileNames()).containsExactly("build.12345678.link");
        assertThat(links.read("build.12345678.link", 100))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("some link");
        assertThat(links.describe("build.12345678.link")).isEqualTo("links/build.12345678.link");
    }

    @Test
    void onlyLinksAndDirectoriesOfSublayoutsAreLookedAt() throws Exception {
        write("build.12345678.link", "outer");
        write("build.12345678/inner.12345678.link", "inner");
        write("node_modules/a.12345678.link", "elsewhere");
        write("README", "text");

        var links = fetch();

        assertThat(links.fileNames()).containsExactly("build.12345678.link");
        var sublayout = links.directory("build.12345678");
        assertThat(sublayout.fileNames()).containsExactly("inner.12345678.link");
        assertThat(sublayout.read("inner.12345678.link", 100))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("inner");
        assertThat(links.directory("node_modules").fileNames()).isEmpty();
    }

    @Test
    void symbolicLinksAreNotFollowed() throws Exception {
        Files.writeString(directory.resolve("secret"), "secret");
        Files.createSymbolicLink(directory.resolve("a.12345678.link"), directory.resolve("secret"));
        write("elsewhere/b.12345678.link", "some link");
        Files.createSymbolicLink(directory.resolve("d.12345678"), directory.resolve("elsewhere"));

        assertThat(fetch().fileNames()).isEmpty();
        assertThat(fetch().directory("d.12345678").fileNames()).isEmpty();
    }

    @Test
    void aDirectoryThatIsNotThereIsToldInOneSentence() {
        directory = directory.resolve("absent");

        assertThatThrownBy(this::fetch)
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("links: there is no such directory of links");
    }

    @Test
    void tooManyLinksAreRefusedOnTheAgent() throws Exception {
        write("a.12345678.link", "a");
        write("b.12345678.link", "b");

        var answer = new LinkFilesCallable(1, 100, 1).invoke(directory.toFile(), null);

        assertThat(answer.failure()).startsWith("there are more than 1 links");
    }

    @Test
    void tooLargeLinksAreRefusedOnTheAgent() throws Exception {
        write("a.12345678.link", "some link");

        var answer = new LinkFilesCallable(10, 3, 1).invoke(directory.toFile(), null);

        assertThat(answer.failure()).isNotNull();
    }

    @Test
    void aLinkIsUnpackedUpToTheLimitOnly() throws Exception {
        write("a.12345678.link", "0".repeat(1_000_000));
        var links = fetch();

        assertThatThrownBy(() -> links.read("a.12345678.link", 1000))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("is larger than 1000 bytes");
    }
}
