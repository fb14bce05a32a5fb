package io.jenkins.plugins.intoto.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.run.SavedByHand;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerificationSettingsTest {
    private final VerificationSettings settings = new VerificationSettings();

    @Test
    void aSavedJobThatLacksSettingsHasTheirDefaults() throws Exception {
        SavedByHand.emptied(settings);
        settings.readResolve();

        assertThat(settings).usingRecursiveComparison().isEqualTo(new VerificationSettings());
        assertThat(settings.getLayoutKeys()).isEmpty();
        assertThat(settings.getParameters()).isEmpty();
        assertThat(settings.getLinksFrom()).isEmpty();
        assertThat(settings.getOnFailure()).isEqualTo("fail");
    }

    @Test
    void keysMayBeListedInOneText() {
        settings.setLayoutKeys(List.of("owner, other", "third"));

        assertThat(settings.getLayoutKeys()).containsExactly("owner", "other", "third");
        assertThat(settings.getLayoutKeysText()).isEqualTo("owner, other, third");
    }

    @Test
    void withoutParametersTheLayoutIsTakenAsItStands() throws Exception {
        assertThat(settings.parameterValues()).isEmpty();

        settings.setParameters(List.of(new LayoutParameter(" VERSION ", "1")));
        assertThat(settings.parameterValues()).contains(Map.of("VERSION", "1"));
    }

    @Test
    void blanksAreNothing() {
        settings.setLayout(" ");
        settings.setProducts("");

        assertThat(settings.getLayout()).isNull();
        assertThat(settings.productPatterns()).isEmpty();
    }
}
