package io.jenkins.plugins.intoto.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as the tools write them. */
class ImageFileTest {
    private static final String ONE = "sha256:" + "1a".repeat(32);
    private static final String TWO = "sha256:" + "2b".repeat(32);

    private static List<OciImage> read(String text) throws Exception {
        return read(text, StandardCharsets.UTF_8, null);
    }

    private static List<OciImage> read(String text, Charset charset, String repository) throws Exception {
        return ImageFile.read(text.getBytes(charset), "image.txt", Optional.ofNullable(repository));
    }

    private static String failure(String text) {
        var failure = catchThrowableOfType(MalformedImageException.class, () -> read(text));
        assertThat(failure.getMessage()).startsWith("image.txt: ").doesNotContain("\n");
        return failure.reason();
    }

    @Test
    void theMetadataOfBuildxNamesTheImageUnderEachOfItsTagsOnce() throws Exception {
        var metadata = """
                {
                  "buildx.build.provenance": {"buildType": "https://mobyproject.org/buildkit@v1"},
                  "buildx.build.ref": "default/default0/abc",
                  "containerimage.config.digest": "%s",
                  "containerimage.descriptor": {"mediaType": "application/vnd.oci.image.index.v1+json", "digest": "%s"},
                  "containerimage.digest": "%s",
                  "image.name": "docker.io/team/app:latest,docker.io/team/app:1.2,registry.example.com:5000/app:1.2"
                }
                """.formatted(TWO, ONE, ONE);

        assertThat(read(metadata))
                .containsExactly(
                        new OciImage("docker.io/team/app", ONE), new OciImage("registry.example.com:5000/app", ONE));
    }

    @Test
    void theMetadataOfBakeNamesTheImageOfEachTarget() throws Exception {
        var metadata = """
                {"web": {"containerimage.digest": "%s", "image.name": "ghcr.io/team/web:1"},
                 "db": {"containerimage.digest": "%s", "image.name": "ghcr.io/team/db:1"},
                 "buildx.build.warnings": [{}]}
                """.formatted(ONE, TWO);

        assertThat(read(metadata))
                .containsExactlyInAnyOrder(new OciImage("ghcr.io/team/web", ONE), new OciImage("ghcr.io/team/db", TWO));
    }

    @Test
    void metadataOfAnImageWithoutANameNeedsTheRepository() throws Exception {
        var metadata = "{\"containerimage.digest\": \"" + ONE + "\"}";

        assertThat(failure(metadata)).startsWith("holds the digest of an image without its repository");
        assertThat(read(metadata, StandardCharsets.UTF_8, "ghcr.io/team/app:1"))
                .containsExactly(new OciImage("ghcr.io/team/app", ONE));
    }

    @Test
    void metadataOfWhatWasNotPushedSaysSo() {
        assertThat(failure("{\"containerimage.config.digest\": \"" + ONE + "\"}"))
                .isEqualTo(
                        "has no \"containerimage.digest\", which docker buildx build --metadata-file writes of an image"
                                + " that it has pushed, and no \"imageDigest\", which Jib writes");
    }

    @Test
    void theFileOfJibIsRead() throws Exception {
        assertThat(read("{\"image\":\"registry.example.com/app:1\",\"imageId\":\"" + TWO + "\",\"imageDigest\":\"" + ONE
                        + "\",\"tags\":[\"1\",\"latest\"],\"imagePushed\":true}"))
                .containsExactly(new OciImage("registry.example.com/app", ONE));
        assertThat(read("{\"image\":\"team/app\",\"imageId\":\"" + TWO + "\",\"imageDigest\":\"" + ONE + "\"}")
                        .get(0)
                        .host())
                .isEqualTo("docker.io");
    }

    @Test
    void referencesOfKoAndKanikoAreReadLineByLine() throws Exception {
        assertThat(read("registry.example.com/app-1f2e@" + ONE + "\r\nregistry.example.com/b:v1@" + TWO + "\n\n"))
                .containsExactly(
                        new OciImage("registry.example.com/app-1f2e", ONE),
                        new OciImage("registry.example.com/b", TWO));
    }

    @Test
    void theOutputOfDockerPushIsRead() throws Exception {
        var output = """
                Using default tag: latest
                The push refers to repository [docker.io/team/app]
                5f70bf18a086: Layer already exists
                latest: digest: %s size: 1234
                """.formatted(ONE);

        assertThat(read(output)).containsExactly(new OciImage("docker.io/team/app", ONE));
    }

    @Test
    void theLastLineOfDockerPushAloneNeedsTheRepository() throws Exception {
        var line = "latest: digest: " + ONE + " size: 1234\n";

        assertThat(failure(line))
                .isEqualTo(
                        "tells the digest that docker push has pushed, but not the repository; give that as the image,"
                                + " or all that docker push prints");
        assertThat(read(line, StandardCharsets.UTF_8, "team/app")).containsExactly(new OciImage("team/app", ONE));
    }

    @Test
    void aBareDigestNeedsTheRepositoryAndMayBeNoneOfAManifest() throws Exception {
        assertThat(failure(ONE)).contains("docker build --iidfile cannot be used");
        assertThat(ImageFile.isBareDigest((ONE + "\n").getBytes(StandardCharsets.US_ASCII)))
                .isTrue();
        assertThat(ImageFile.isBareDigest(("a/b@" + ONE).getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
        assertThat(read(ONE + "\n", StandardCharsets.UTF_8, "ghcr.io/team/app"))
                .containsExactly(new OciImage("ghcr.io/team/app", ONE));
    }

    @Test
    void whatPowerShellRedirectsIsRead() throws Exception {
        assertThat(read("\ufeffregistry.example.com/app@" + ONE + "\r\n", StandardCharsets.UTF_16LE, null))
                .containsExactly(new OciImage("registry.example.com/app", ONE));
    }

    @Test
    void aTagSaysHowToGetADigest() {
        assertThat(failure("registry.example.com/app:1.2\n"))
                .startsWith(
                        "'registry.example.com/app:1.2': names a tag, which may name another image tomorrow; give the"
                                + " digest of the manifest (registry.example.com/app@sha256:…)");
        assertThat(failure("registry.example.com/app")).contains("has no digest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "not an image",
                "{",
                "{}",
                "{\"imageDigest\":\"sha256:ab\",\"image\":\"a/b\"}",
                "{\"imageDigest\":1}",
                "[]"
            })
    void whatNamesNoImageIsRefused(String text) {
        assertThat(failure(text)).isNotEmpty();
    }

    @Test
    void dockerHubIsOneRegistryByAllItsNames() throws Exception {
        var image = OciImage.of("docker.io/library/app@" + ONE);

        for (var name : List.of("app", "library/app", "index.docker.io/app", "docker.io/app")) {
            var other = OciImage.of(name + "@" + ONE);
            assertThat(other.isSameAs(image)).as(name).isTrue();
            assertThat(other.subject().name()).contains(name);
            assertThat(other.address("x")).hasToString("https://registry-1.docker.io/v2/library/app/x");
        }
        assertThat(OciImage.of("docker.io/team/app@" + ONE).isSameAs(image)).isFalse();
        assertThat(OciImage.of("example.com/app@" + ONE).isSameAs(image)).isFalse();
    }
}
