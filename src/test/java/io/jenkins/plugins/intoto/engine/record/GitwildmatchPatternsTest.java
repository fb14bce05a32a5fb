package io.jenkins.plugins.intoto.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitwildmatchPatternsTest {

    private static boolean excludes(String path, String... patterns) throws MalformedPatternException {
        return GitwildmatchPatterns.compile(List.of(patterns)).exclude(path);
    }

    @ParameterizedTest
    @CsvSource({
        "foo,foo,true",
        "foo,a/foo,true",
        "foo,foo/a,true",
        "foo,afoo,false",
        "/foo,foo,true",
        "/foo,a/foo,false",
        "a/foo,a/foo,true",
        "a/foo,b/a/foo,false",
        "foo/,foo,false",
        "foo/,foo/a,true",
        "foo/,a/foo/b,true",
        "**/foo,a/b/foo,true",
        "a/**/b,a/b,true",
        "a/**/b,a/x/y/b,true",
        "a/**,a,false",
        "a/**,a/b/c,true",
        "*.pyc,a/b.pyc,true",
        "a?c,abc,true",
        "a?c,a/c,false",
        "[a-c]x,bx,true",
        "[!a-c]x,bx,false",
        "[^a]x,^x,true",
        "[]]x,]x,true",
        "[a,[a,true",
        "\\*,*,true",
        "\\*,a,false",
        "*,a,true",
        "**,a/b,true",
        "**/,a,false",
        "**/,a/b,true",
        "/,a,false",
        "A,a,false",
        "foo,/foo,true",
        "foo,./foo,true",
        "a,../a,true"
    })
    void aPatternExcludesWhatGitwildmatchSays(String pattern, String path, boolean excluded) throws Exception {
        assertThat(excludes(path, pattern)).isEqualTo(excluded);
    }

    @Test
    void theLastPatternThatMatchesDecides() throws Exception {
        assertThat(excludes("a/f", "a/*", "!a/f")).isFalse();
        assertThat(excludes("a/f", "!a/f", "a/*")).isTrue();
    }

    @Test
    void aBlankPatternAndACommentExcludeNothing() throws Exception {
        assertThat(excludes("# x", "", " ", "# x")).isFalse();
    }

    @Test
    void whiteSpaceAroundAPatternIsDropped() throws Exception {
        assertThat(excludes("a", " a\t\u3000")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "a\\", "a\\ ", "a\\/b", "[z-a]"})
    void aMalformedPatternIsRefused(String pattern) {
        assertThatThrownBy(() -> GitwildmatchPattern.compile(pattern))
                .isInstanceOfSatisfying(MalformedPatternException.class, e -> assertThat(e.pattern())
                        .isEqualTo(pattern))
                .hasMessageContaining(pattern);
    }

    @Test
    void aQuestionMarkMatchesOneCodePoint() throws Exception {
        assertThat(excludes("\ud83d\ude00", "?")).isTrue();
    }

    @Test
    void manyWildcardsAreMatchedInLinearTime() throws Exception {
        assertThat(excludes("a".repeat(100_000), "*a".repeat(100) + "b")).isFalse();
        assertThat(excludes("a/".repeat(50_000), "**/a/".repeat(50) + "b")).isFalse();
    }

    @Test
    void aPatternOfManyElementsMatches() throws Exception {
        assertThat(excludes("x".repeat(300), "x?".repeat(150))).isTrue();
    }
}
