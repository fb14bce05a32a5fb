package io.jenkins.plugins.intoto.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.run.SavedByHand;
import org.junit.jupiter.api.Test;

class RecordingOptionsTest {
    @Test
    void aSavedJobThatLacksOptionsHasTheirDefaults() throws Exception {
        var saved = SavedByHand.emptied(new RecordingOptions());
        saved.readResolve();

        assertThat(saved).usingRecursiveComparison().isEqualTo(new RecordingOptions());
        assertThat(saved.isArchive()).isTrue();
        assertThat(saved.isDefaultExcludes()).isTrue();
        assertThat(saved.isFollowSymlinks()).isTrue();
        assertThat(saved.isReplace()).isFalse();
        assertThat(saved.getFormat()).isEqualTo("link");
        assertThat(saved.recordsFailures()).isFalse();
    }

    @Test
    void whatIsDeniedStaysDenied() {
        var options = new RecordingOptions();
        options.setArchive(false);
        options.setFollowSymlinks(false);
        options.setDefaultExcludes(false);

        assertThat(options.isArchive()).isFalse();
        assertThat(options.isFollowSymlinks()).isFalse();
        assertThat(options.isDefaultExcludes()).isFalse();
    }
}
