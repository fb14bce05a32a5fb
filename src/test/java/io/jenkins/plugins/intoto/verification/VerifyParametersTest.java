package io.jenkins.plugins.intoto.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.run.SavedByHand;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerifyParametersTest {
    private final VerifyStep step = new VerifyStep();

    @Test
    void aSavedJobThatLacksParametersHasTheirDefaults() throws Exception {
        SavedByHand.emptied(step);

        assertThat(step).usingRecursiveComparison().isEqualTo(new VerifyStep());
        assertThat(step.getLayoutKeys()).isEmpty();
        assertThat(step.getParameters()).isEmpty();
        assertThat(step.getLinksFrom()).isEmpty();
        assertThat(step.getOnFailure()).isEqualTo("fail");
    }

    @Test
    void keysMayBeListedInOneText() {
        step.setLayoutKeys(List.of("owner, other", "third"));

        assertThat(step.getLayoutKeys()).containsExactly("owner", "other", "third");
        assertThat(step.getLayoutKeysText()).isEqualTo("owner, other, third");
    }

    @Test
    void withoutParametersTheLayoutIsTakenAsItStands() throws Exception {
        assertThat(step.parameterValues()).isEmpty();

        step.setParameters(List.of(new LayoutParameter(" VERSION ", "1")));
        assertThat(step.parameterValues()).contains(Map.of("VERSION", "1"));
    }

    @Test
    void blanksAreNothing() {
        step.setLayout(" ");
        step.setProducts("");

        assertThat(step.getLayout()).isNull();
        assertThat(step.productPatterns()).isEmpty();
    }
}
