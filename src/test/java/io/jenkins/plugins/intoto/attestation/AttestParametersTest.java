package io.jenkins.plugins.intoto.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.run.SavedByHand;
import org.junit.jupiter.api.Test;

class AttestParametersTest {
    @Test
    void aSavedJobThatLacksParametersHasTheirDefaults() throws Exception {
        var step = SavedByHand.emptied(new AttestStep());

        assertThat(step).usingRecursiveComparison().isEqualTo(new AttestStep());
    }

    @Test
    void blanksAreNothing() {
        var step = new AttestStep();
        step.setSubjects(" ");
        step.setBundle("");

        assertThat(step.getSubjects()).isNull();
        assertThat(step.getBundle()).isNull();
    }
}
