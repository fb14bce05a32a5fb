package io.jenkins.plugins.intoto.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathNearMissTest {
    private static final DigestSet DIGEST = DigestSet.of(Map.of("sha256", "5a".repeat(32)));

    private static Artifacts artifacts(String... paths) {
        var artifacts = new TreeMap<String, DigestSet>();
        for (var path : paths) {
            artifacts.put(path, DIGEST);
        }
        return Artifacts.of(artifacts);
    }

    @ParameterizedTest
    @CsvSource({
        "app.txt, App.TXT, differs in case",
        "src/main.c, src\\main.c, differs in backslashes",
        "src\\main.c, src/main.c, differs in backslashes",
        "Gr\u00fcn.txt, Gru\u0308n.txt, is in another Unicode form",
        "app.jar, target/app.jar, is in another folder",
        "target/app.jar, app.jar, is in another folder",
        "target/app.jar, dist/app.jar, is in another folder"
    })
    void theArtifactThatIsMeantIsNamedWithHowItDiffers(String path, String other, String difference) {
        assertThat(PathNearMiss.among(artifacts("a", other, "zz"), path))
                .isEqualTo(", but " + other + " is, which " + difference);
    }

    @Test
    void aSmallerDifferenceIsToldBeforeAnotherFolder() {
        assertThat(PathNearMiss.among(artifacts("dist/app.txt", "target/App.txt"), "target/app.txt"))
                .isEqualTo(", but target/App.txt is, which differs in case");
        assertThat(PathNearMiss.among(artifacts("dist/lib.txt"), "target/app.txt"))
                .isEmpty();
    }
}
