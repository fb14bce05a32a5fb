package io.jenkins.plugins.intoto.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.model.ArtifactPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternNearMissTest {
    @ParameterizedTest
    @CsvSource({
        "src\\main.c, src/*, has a backslash where the pattern has a slash",
        "App.TXT, app.txt, differs from the pattern in case",
        "App.txt, [a-b]*.TXT, differs from the pattern in case",
        "bin/app.jar, app.jar, 'is in a folder, and the pattern names none; it would match with */ before it'",
        "a/b/app.jar, app*, 'is in a folder, and the pattern names none; it would match with */ before it'",
        "app.jar, **/app.jar, 'is in no folder, and ** means the same as *, so **/ needs one'",
        "a/c, a/**/c, 'lacks the folder that /**/ needs, for ** means the same as *'",
        "Gr\u00fcn.txt, Gru\u0308n.txt, is in another Unicode form than the pattern (NFD)",
        "Gru\u0308n.txt, Gr\u00fcn.txt, is in another Unicode form than the pattern (NFC)"
    })
    void aPatternThatNearlyMatchesIsToldByWhatItMisses(String path, String pattern, String reason) {
        var compiled = ArtifactPattern.of(pattern);

        assertThat(compiled.matches(path)).isFalse();
        assertThat(PatternNearMiss.of(path, compiled)).contains(reason);
    }

    @Test
    void aPatternOfSomethingElseIsNoNearMiss() {
        assertThat(PatternNearMiss.of("bin/app.jar", ArtifactPattern.of("lib/*")))
                .isEmpty();
        assertThat(PatternNearMiss.of("app.jar", ArtifactPattern.of("*.txt"))).isEmpty();
    }
}
