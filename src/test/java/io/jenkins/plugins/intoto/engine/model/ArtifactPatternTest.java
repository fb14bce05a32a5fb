package io.jenkins.plugins.intoto.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactPatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "* a/b/c true",
                "* .hidden true",
                "a* a true",
                "a* ba false",
                "*.jar target/x.jar true",
                "*.jar target/x.jar.asc false",
                "a/**/c a/b/c true",
                "a/**/c a/c false",
                "a?c a/c true",
                "a?c ac false",
                "[abc] b true",
                "[!abc] b false",
                "[!abc] d true",
                "[^a] ^ true",
                "[^a] b false",
                "[]] ] true",
                "[!]] ] false",
                "[a-c]x bx true",
                "[a-c]x dx false",
                "[a-] - true",
                "[-a] - true",
                "[z-a] m false",
                "[ [ true",
                "a[b a[b true",
                "a\\\\*b a\\\\xb true",
                "{a,b} a false",
                "A a false",
                "*a*b*c xxaxxbxxc true",
                "*a*b*c xxaxxcxxb false",
                "a*a aa true",
                "a*a a false"
            })
    void meansWhatPythonsFnmatchMeans(String pattern, String path, boolean expected) {
        assertThat(ArtifactPattern.of(pattern).matches(path)).isEqualTo(expected);
    }

    @Test
    void theEmptyPatternMatchesTheEmptyPathOnly() {
        assertThat(ArtifactPattern.of("").matches("")).isTrue();
        assertThat(ArtifactPattern.of("").matches("a")).isFalse();
        assertThat(ArtifactPattern.of("*").matches("")).isTrue();
        assertThat(ArtifactPattern.of("**").matches("")).isTrue();
        assertThat(ArtifactPattern.of("?").matches("")).isFalse();
    }

    @Test
    void charactersAreCodePointsAndLineEndsAreCharacters() {
        assertThat(ArtifactPattern.of("a?c").matches("a\ud83d\ude00c")).isTrue();
        assertThat(ArtifactPattern.of("a??c").matches("a\ud83d\ude00c")).isFalse();
        assertThat(ArtifactPattern.of("[\ud83d\ude00-\ud83d\ude02]").matches("\ud83d\ude01"))
                .isTrue();
        assertThat(ArtifactPattern.of("*\ude00").matches("a\ud83d\ude00")).isFalse();
        assertThat(ArtifactPattern.of("a*c").matches("a\nb\nc")).isTrue();
    }

    @Test
    void manyStarsTakeNoExponentialTime() {
        assertThat(ArtifactPattern.of("*a".repeat(60) + "b").matches("a".repeat(20_000)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"a[b unclosed", "[z-a] backwards", "[!z-a]x backwards"})
    void patternsThatVerifiersReadDifferentlyHaveADefect(String pattern, String about) {
        assertThat(ArtifactPattern.of(pattern).defect()).isNotNull();
        assertThat(ArtifactPattern.of("a[a-z]*").defect()).isNull();
    }
}
