package io.jenkins.plugins.intoto.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.run.SavedByHand;
import org.junit.jupiter.api.Test;

class RecordParametersTest {
    @Test
    void aSavedJobThatLacksParametersHasTheirDefaults() throws Exception {
        var saved = SavedByHand.emptied(new RecordStep("build", "key"));

        assertThat(saved.isArchive()).isTrue();
        assertThat(saved.isDefaultExcludes()).isTrue();
        assertThat(saved.isFollowSymlinks()).isTrue();
        assertThat(saved.isReplace()).isFalse();
        assertThat(saved.getFormat()).isEqualTo("link");
        assertThat(saved.recordsFailures()).isFalse();
    }

    @Test
    void whatIsDeniedStaysDenied() {
        var step = new RecordStep("build", "key");
        step.setArchive(false);
        step.setFollowSymlinks(false);
        step.setDefaultExcludes(false);

        assertThat(step.isArchive()).isFalse();
        assertThat(step.isFollowSymlinks()).isFalse();
        assertThat(step.isDefaultExcludes()).isFalse();
    }
}
