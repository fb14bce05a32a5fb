package io.jenkins.plugins.intoto.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactPathTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b.layout", "./a", ".", "a..b", "a b"})
    void aPathWithinADirectoryIsSafe(String path) {
        assertThat(ArtifactPath.isSafe(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "..",
                "../a",
                "a/../b",
                "a/..",
                "a//b",
                "a/",
                "C:a",
                "a\\..\\b",
                "a\nb",
                "a\0b",
                "nul",
                "a/Con.intoto.jsonl"
            })
    void aPathThatMayLeadElsewhereIsNot(String path) {
        assertThat(ArtifactPath.isSafe(path)).isFalse();
    }
}
