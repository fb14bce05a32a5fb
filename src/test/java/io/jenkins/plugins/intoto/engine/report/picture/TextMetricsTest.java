package io.jenkins.plugins.intoto.engine.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.report.picture.TextMetrics.Font;
import org.junit.jupiter.api.Test;

class TextMetricsTest {
    private static final Font FONT = Font.plain(10);

    @Test
    void textThatFitsStaysAsItIs() {
        assertThat(TextMetrics.fit("abc", FONT, TextMetrics.width("abc", FONT))).isEqualTo("abc");
    }

    @Test
    void textThatIsTooWideEndsWithAnEllipsis() {
        assertThat(TextMetrics.fit("iiiiiiiiii", FONT, 20)).isEqualTo("iii…");
        assertThat(TextMetrics.fit("mmmmmmmmmm", FONT, 20)).isEqualTo("m…");
    }

    @Test
    void aCharacterOfTwoUnitsIsNotCutInHalf() {
        assertThat(TextMetrics.fit("\ud83d\ude80\ud83d\ude80\ud83d\ude80", FONT, 34))
                .isEqualTo("\ud83d\ude80…");
    }

    @Test
    void linesBreakAtSpaces() {
        assertThat(TextMetrics.wrap("one two three four", FONT, 49, 9)).containsExactly("one two", "three", "four");
    }

    @Test
    void aWordThatIsWiderThanALineIsBroken() {
        assertThat(TextMetrics.wrap("mmmmmmmm", FONT, 30, 9)).containsExactly("mmm", "mmm", "mm");
    }

    @Test
    void theLastLineEndsWithAnEllipsisIfThereIsMore() {
        assertThat(TextMetrics.wrap("one two three four", FONT, 49, 2)).containsExactly("one two", "three f…");
    }

    @Test
    void boldTextIsWider() {
        assertThat(TextMetrics.width("some words", Font.bold(10)))
                .isGreaterThan(TextMetrics.width("some words", Font.plain(10)));
    }

    @Test
    void marksThatWouldGrowOverOtherLinesAreLeftOut() {
        assertThat(TextMetrics.visible("e" + "\u0301".repeat(50) + "f\u0301")).isEqualTo("e\u0301\u0301f\u0301");
    }

    @Test
    void onlyTextOfWellKnownWidthIsTakenAsItComes() {
        assertThat(TextMetrics.isUncertain("Größe → שלום 漢字 \ud83d\ude80…")).isFalse();
        assertThat(TextMetrics.isUncertain("a\ud808\ude19")).isTrue();
        assertThat(TextMetrics.isUncertain("\u0bf5")).isTrue();
        assertThat(TextMetrics.isUncertain("\ufdfd")).isTrue();
    }
}
