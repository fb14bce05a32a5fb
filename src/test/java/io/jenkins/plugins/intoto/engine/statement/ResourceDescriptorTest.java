package io.jenkins.plugins.intoto.engine.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceDescriptorTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    private static ResourceDescriptor read(Map<String, Object> json) throws MalformedStatementException {
        return ResourceDescriptor.read(json, Place.of("r"));
    }

    @Test
    void allOfItIsReadAndWritten() throws Exception {
        Map<String, Object> json = Map.of(
                "name", "n",
                "uri", "pkg:deb/debian/curl@8",
                "digest", Map.of("sha256", A),
                "content", "aGVsbG8=",
                "downloadLocation", "https://example.com/curl",
                "mediaType", "text/plain",
                "annotations", Map.of("k", 1L),
                "x-other", true);

        var descriptor = read(json);

        assertThat(descriptor.content().orElseThrow())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("hello");
        assertThat(descriptor.downloadLocation()).contains("https://example.com/curl");
        assertThat(descriptor.mediaType()).contains("text/plain");
        assertThat(descriptor.annotations()).isEqualTo(Map.of("k", 1L));
        assertThat(descriptor.others()).isEqualTo(Map.of("x-other", true));
        assertThat(descriptor.toMap()).isEqualTo(json);
        assertThat(read(descriptor.toMap())).isEqualTo(descriptor).hasSameHashCodeAs(descriptor);
    }

    @Test
    void whatProtobufWritesForNothingIsNothing() throws Exception {
        var json = new HashMap<String, Object>();
        json.put("name", "");
        json.put("uri", "a:b");
        json.put("digest", null);
        json.put("annotations", null);
        json.put("mediaType", null);

        assertThat(read(json).toMap()).isEqualTo(Map.of("uri", "a:b"));
    }

    @Test
    void contentMayBeUrlSafeAndUnpadded() throws Exception {
        assertThat(read(Map.of("content", "-_8")).content().orElseThrow()).containsExactly(0xfb, 0xff);
    }

    @Test
    void somethingMustIdentifyIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResourceDescriptor.builder().name("a").build());
        assertThatIllegalArgumentException().isThrownBy(() -> ResourceDescriptor.of("a", DigestMap.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "md5, 32, true", "sha1, 40, true", "sha224, 56, true", "sha256, 64, true", "sha256, 63, false",
        "sha384, 96, true", "sha384, 64, false", "sha512, 128, true", "sha512_224, 56, true", "sha512_256, 64, true",
        "sha3_512, 128, true", "sm3, 64, true", "dirHash, 64, true", "dirHash, 40, false", "gitCommit, 40, true",
        "gitCommit, 64, true", "gitCommit, 7, false", "gitTree, 64, true", "gitBlob, 40, true", "gitTag, 40, true",
        "shake256, 10, true", "shake256, 11, false", "blake2b, 64, true"
    })
    void digestsHaveTheLengthOfTheirAlgorithm(String algorithm, int digits, boolean sound) {
        assertThat(DigestFormat.of(algorithm).defect("0".repeat(digits)).isEmpty())
                .isEqualTo(sound);
    }

    @ParameterizedTest
    @CsvSource({
        "sha256, A, false",
        "sha256, g, false",
        "gitCommit, F, false",
        "gce_image_id, Z, true",
        "SHA256, A, true"
    })
    void digestsOfTheFrameworkAreInLowerCase(String algorithm, String digit, boolean sound) {
        assertThat(DigestFormat.of(algorithm).defect(digit.repeat(64)).isEmpty())
                .isEqualTo(sound);
    }

    @Test
    void digestsMatchIfAnyAcceptedAlgorithmAgrees() {
        var both = DigestMap.of(Map.of("sha256", A, "sha512", A + A));
        var one = DigestMap.of(Map.of("sha256", A));
        var contradicting = DigestMap.of(Map.of("sha256", A, "sha512", B + B));

        assertThat(both.matches(one)).isTrue();
        assertThat(one.matches(both)).isTrue();
        assertThat(both.contradicts(one)).isFalse();
        assertThat(both.matches(contradicting)).isTrue();
        assertThat(both.contradicts(contradicting)).isTrue();
        assertThat(both.matches(contradicting, Set.of("sha512"))).isFalse();
        assertThat(one.matches(DigestMap.of(Map.of("sha512_256", A)))).isFalse();
        assertThat(DigestMap.NONE.matches(DigestMap.NONE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"md5, 32", "sha1, 40", "x, 3"})
    void weakAndUnknownAlgorithmsDoNotMatchUnlessAccepted(String algorithm, int digits) {
        var digests = DigestMap.of(Map.of(algorithm, "0".repeat(digits)));

        assertThat(digests.matches(digests)).isFalse();
        assertThat(digests.matches(digests, Set.of(algorithm))).isTrue();
    }

    @Test
    void gitObjectsMatchByTheirIds() {
        var commit = DigestMap.of(Map.of("gitCommit", "0".repeat(40)));

        assertThat(commit.matches(commit)).isTrue();
    }

    @Test
    void aRawDigestIsWrittenInHexadecimal() {
        byte[] raw = new byte[32];
        raw[0] = (byte) 0xfe;

        var digests = DigestMap.of(DigestAlgorithm.SHA256, raw);

        assertThat(digests.value("sha256")).contains("fe" + "0".repeat(62));
    }
}
