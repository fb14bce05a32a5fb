package io.jenkins.plugins.intoto.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AntPatternTest {

    @ParameterizedTest
    @CsvSource({
        "**,a,true",
        "**,a/b,true",
        "*,a,true",
        "*,a/b,false",
        "*.jar,a.jar,true",
        "*.jar,b/a.jar,false",
        "**/*.jar,a.jar,true",
        "**/*.jar,b/c/a.jar,true",
        "b/*.jar,b/a.jar,true",
        "b/*.jar,b/c/a.jar,false",
        "b/**,b,true",
        "b/**,b/c/d,true",
        "b/**,bc,false",
        "b/,b/c/d,true",
        "b/,b,true",
        "b,b/c,false",
        "a/**/z,a/z,true",
        "a/**/z,a/b/c/z,true",
        "a/**/z,a/bz,false",
        "**/b/**,b,true",
        "**/b/**,a/b/c,true",
        "a?c,abc,true",
        "a?c,a/c,false",
        "a**c,abbc,true",
        "a**c,a/c,false",
        "a\\b,a/b,true",
        "/a,a,false",
        "A,a,false",
        "a//b,a/b,true",
        "'',a,false",
        "**/**,a/b,true",
        "[ab],a,false",
        "[ab],[ab],true",
        "**/a/**/b,x/a/y/a/b,true"
    })
    void aPatternMatchesWhatAntMatches(String pattern, String path, boolean matches) {
        assertThat(AntPattern.compile(pattern).matches(path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "**,a,true",
        "a/b,a,true",
        "a/b,b,false",
        "a/*/c,a/x,true",
        "a/*,a/x,false",
        "*.jar,a,false",
        "**/x,any/thing,true",
        "target/**,target,true",
        "/a/b,a,false"
    })
    void aPatternKnowsWhetherItMayMatchBelowADirectory(String pattern, String directory, boolean matches) {
        assertThat(AntPattern.compile(pattern).matchesBelow(directory)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "**/.git/**,a/.git,true",
        "**/.git,a/.git,false",
        "a/,a,true",
        "**,a,true",
        "a/**/*,a,false",
        "a/**,b,false"
    })
    void aPatternKnowsWhetherItMatchesAllBelowADirectory(String pattern, String directory, boolean matches) {
        assertThat(AntPattern.compile(pattern).matchesAllBelow(directory)).isEqualTo(matches);
    }
}
