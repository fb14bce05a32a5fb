package io.jenkins.plugins.intoto.engine.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColourTest {
    /** Success criterion 1.4.3 of WCAG 2.2, for text of any size. */
    private static final double READABLE = 4.5;

    private static double luminance(String colour) {
        double luminance = 0;
        double[] weights = {0.2126, 0.7152, 0.0722};
        for (int i = 0; i < 3; i++) {
            double value = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            luminance += weights[i] * (value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
        }
        return luminance;
    }

    private static double contrast(String first, String second) {
        double a = luminance(first);
        double b = luminance(second);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static void assertReadable(Colour text, Colour background) {
        assertThat(contrast(text.light(), background.light()))
                .as(text + " on " + background)
                .isGreaterThanOrEqualTo(READABLE);
        assertThat(contrast(text.dark(), background.dark()))
                .as("dark: " + text + " on " + background)
                .isGreaterThanOrEqualTo(READABLE);
    }

    @Test
    void textIsReadableOnWhateverItStands() {
        for (var background :
                List.of(Colour.PAPER, Colour.BOX, Colour.PALE_GREEN, Colour.PALE_RED, Colour.PALE_YELLOW)) {
            assertReadable(Colour.INK, background);
        }
        for (var text : List.of(Colour.FAINT_INK, Colour.RED, Colour.YELLOW, Colour.GREEN)) {
            assertReadable(text, Colour.PAPER);
        }
        assertReadable(Colour.FAINT_INK, Colour.BOX);
        assertReadable(Colour.FAINT_INK, Colour.PALE_RED);
    }
}
