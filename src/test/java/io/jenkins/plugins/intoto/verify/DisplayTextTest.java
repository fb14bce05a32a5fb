package io.jenkins.plugins.intoto.verify;

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
}
