package io.jenkins.plugins.intoto.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DisplayTextTest {
    @Test
    void visibleTextOfAnyScriptStaysAsItIs() {
        assertThat(DisplayText.of("src/größe 日本 😀.txt")).isEqualTo("src/größe 日本 😀.txt");
    }

    @Test
    void whatBreaksReordersOrHidesTextIsEscaped() {
        assertThat(DisplayText.of("a\nb\tc\u001b[0m\u202e\u200b\u2028\u00a0\ue000"))
                .isEqualTo("a\\u000ab\\u0009c\\u001b[0m\\u202e\\u200b\\u2028\\u00a0\\ue000");
    }

    @Test
    void longTextIsShortenedInTheMiddle() {
        assertThat(DisplayText.of("a".repeat(5000) + "z"))
                .hasSizeLessThan(310)
                .startsWith("aaa")
                .contains("…")
                .endsWith("z");
    }

    @Property
    void anyTextBecomesOneShortLineWithoutControlCharacters(@ForAll String text) {
        var shown = DisplayText.of(text);
        assertThat(shown.length()).isLessThanOrEqualTo(301);
        assertThat(shown.codePoints())
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE
                        || Character.getType(c) == Character.LINE_SEPARATOR);
    }

    @Test
    void longTextIsShortenedBeforeItIsEscaped() {
        var text = "\u0007".repeat(16 << 20);

        assertThat(DisplayText.of(text))
                .hasSize(301)
                .isEqualTo(DisplayText.of("\u0007".repeat(400)))
                .startsWith("\\u0007\\u0007");
    }

    @Test
    void aCharacterOfTwoUnitsIsNotCutApart() {
        for (int lead = 140; lead < 160; lead++) {
            var text = "a".repeat(lead) + "\ud83d\ude00".repeat(300) + "b".repeat(lead);

            assertThat(DisplayText.of(text))
                    .as("lead " + lead)
                    .doesNotContain("\\u")
                    .hasSizeBetween(299, 301);
        }
    }
}
