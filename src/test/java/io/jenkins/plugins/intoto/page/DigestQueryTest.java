package io.jenkins.plugins.intoto.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An artifact is looked for by its digest, however people have it at hand. */
class DigestQueryTest {
    private static final String DIGEST = "ab".repeat(32);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                " %s\n",
                "sha256:%s",
                "sha256=%s",
                "registry.example.com:5000/team/app@sha256:%s",
                "app:1.2@sha256:%s"
            })
    void aDigestIsFoundInWhatIsEntered(String entered) {
        assertThat(DigestQuery.of(entered.formatted(DIGEST)).getSha256()).isEqualTo(DIGEST);
        assertThat(DigestQuery.of(entered.formatted(DIGEST.toUpperCase(Locale.ROOT)))
                        .isDigest())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.example.com/team/app:1.2", "app:1.2", "team/app", "localhost:5000/app:latest"})
    void aTagIsNoDigest(String entered) {
        assertThat(DigestQuery.of(entered).isDigest()).isFalse();
        assertThat(DigestQuery.of(entered).isTag()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "%s%<s", "%sab", "app@sha256:abc"})
    void anythingElseIsNeither(String entered) {
        assertThat(DigestQuery.of(entered.formatted(DIGEST)).isDigest()).isFalse();
        assertThat(DigestQuery.of(entered.formatted(DIGEST)).isTag()).isFalse();
    }
}
