package io.jenkins.plugins.intoto.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormTextTest {
    /** Those that write from right to left have marks for that in their times, which are shown as such. */
    static Stream<Locale> languages() {
        return Stream.of("en", "bg", "de", "es", "fr", "it", "ja", "ko", "nl", "pt", "ru", "uk", "zh-CN", "zh-TW")
                .map(Locale::forLanguageTag);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void timesAreShownAsTheyAreInEveryLanguage(Locale language) {
        var text = FormText.time(Instant.parse("2026-11-29T14:47:00Z"), language);

        assertThat(text).contains("2026").isEqualTo(DisplayText.of(text));
    }
}
