package io.jenkins.plugins.intoto.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

class AttestationSettingsTest {
    @Test
    void aSavedJobThatLacksSettingsHasTheirDefaults() throws Exception {
        var settings = new AttestationSettings();
        for (var field : AttestationSettings.class.getDeclaredFields()) {
            if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                field.set(settings, null);
            }
        }

        assertThat(settings).usingRecursiveComparison().isEqualTo(new AttestationSettings());
    }

    @Test
    void blanksAreNothing() {
        var settings = new AttestationSettings();
        settings.setSubjects(" ");
        settings.setBundle("");

        assertThat(settings.getSubjects()).isNull();
        assertThat(settings.getBundle()).isNull();
    }
}
