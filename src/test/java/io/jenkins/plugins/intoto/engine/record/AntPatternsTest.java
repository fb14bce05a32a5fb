package io.jenkins.plugins.intoto.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AntPatternsTest {

    @ParameterizedTest
    @CsvSource({
        "target/app.jar,true",
        "target/classes/A.class,false",
        "target/sources.jar,false",
        "target/.git/x.jar,false",
        "README,false"
    })
    void theSelectionTellsOfPathsWhatFilesWouldBeSelected(String path, boolean selected) {
        var patterns = new AntPatterns(List.of("target/**/*.jar"), List.of("**/sources.jar"), true, true);

        assertThat(patterns.selection().test(path)).isEqualTo(selected);
    }

    @ParameterizedTest
    @CsvSource({"a,true", ".git/config,true", "b/c,false"})
    void withoutIncludesEverythingIsSelectedThatNoPatternExcludes(String path, boolean selected) {
        var patterns = new AntPatterns(List.of(), List.of("b/"), false, true);

        assertThat(patterns.selection().test(path)).isEqualTo(selected);
    }

    @Test
    void eachPatternIsCountedForAllThatItTakes() {
        var counts = new AntPatterns(List.of("src/**", "**/*.java", "doc/"), List.of(), true, true).counts();
        counts.add("src/A.java").add("src/B.txt").add("test/C.java");

        assertThat(counts.counts()).containsExactly(2, 2, 0);
        assertThat(counts.unmatched()).containsExactly("doc/");
        assertThat(counts).hasToString("src/** 2, **/*.java 2, doc/ 0");
    }
}
