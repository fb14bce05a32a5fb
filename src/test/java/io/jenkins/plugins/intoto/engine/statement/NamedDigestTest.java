package io.jenkins.plugins.intoto.engine.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedDigestTest {
    private static final String HEX = "5a".repeat(32);
    private static final Place PLACE = Place.of("--subject");

    @ParameterizedTest
    @ValueSource(
            strings = {"app", "registry.example.com:5000/app:1.2", "pkg:deb/acme/app@2.1-3?arch=amd64&distro=bookworm"})
    void theLastSeparatorPartsNameAndDigest(String name) throws Exception {
        var expected = ResourceDescriptor.of(name, DigestMap.of(Map.of("sha256", HEX)));

        assertThat(NamedDigest.read(name + "@sha256:" + HEX, PLACE)).isEqualTo(expected);
        assertThat(NamedDigest.read(name + "=sha256:" + HEX, PLACE)).isEqualTo(expected);
        assertThat(NamedDigest.isMeant(name + "@sha256:" + HEX)).isTrue();
        assertThat(NamedDigest.isMeant(name)).isFalse();
    }

    @Test
    void theNameMayBeLeftOut() throws Exception {
        var commit = NamedDigest.read("@gitCommit:" + "1b".repeat(20), PLACE);

        assertThat(commit.name()).isEmpty();
        assertThat(commit.digest().weakness()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a@SHA256:D | 'SHA256' is not a digest algorithm of the Attestation Framework; write sha256
                    a@sha-256:D | 'sha-256' is not a digest algorithm of the Attestation Framework; write sha256
                    a=sha256sum:D | 'sha256sum' is not a digest algorithm of the Attestation Framework; write sha256
                    @gitcommit:D | 'gitcommit' is not a digest algorithm of the Attestation Framework; write gitCommit
                    a@crc32:D | 'crc32' is not a digest algorithm of the Attestation Framework
                    a@sha512:D | /sha512: must have 128 hexadecimal digits, has 64
                    a | must be NAME@ALGORITHM:DIGEST or NAME=ALGORITHM:DIGEST, is 'a'
                    """)
    void anotherSpellingIsRefusedWithTheRightOne(String text, String reason) {
        assertThatThrownBy(() -> NamedDigest.read(text.replace("D", HEX), PLACE))
                .hasMessage("--subject: " + reason);
    }

    @Test
    void aDigestThatIsNotCollisionResistantIsCalledWeak() throws Exception {
        assertThat(NamedDigest.read("a@sha1:" + "1b".repeat(20), PLACE).digest().weakness())
                .hasValueSatisfying(
                        weakness -> assertThat(weakness).startsWith("has no digest but sha1, which is not"));
        assertThat(DigestMap.of(Map.of("md5", "1b".repeat(16), "sha256", HEX)).weakness())
                .isEmpty();
    }
}
