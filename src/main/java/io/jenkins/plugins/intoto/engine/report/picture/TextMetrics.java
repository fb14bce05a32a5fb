package io.jenkins.plugins.intoto.engine.report.picture;

import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.ArrayList;
import java.util.List;

/**
 * How much room text takes in a picture. Which font will be used is not known, so widths are those of a wide one; lengths are
 * in user units of the picture.
 */
public final class TextMetrics {
    /** Advance widths of the characters from space to tilde in hundredths of the font size, those of DejaVu Sans. */
    private static final int[] ASCII = {
        32, 40, 46, 84, 64, 95, 78, 28, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34,
        84, 84, 84, 53, 100, 69, 69, 70, 77, 63, 58, 78, 75, 30, 30, 66, 56, 86, 75, 79, 60, 79, 70, 64, 61, 73, 69, 99,
        69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 64, 55, 64, 62, 35, 64, 63, 28, 28, 58, 28, 98, 63, 61, 64, 64, 41, 52,
        39, 63, 59, 82, 59, 59, 53, 64, 34, 64, 84
    };

    private static final String ELLIPSIS = "…";

    /** How many marks a character may carry; more of them would grow over the lines around. */
    private static final int MOST_MARKS = 2;

    private TextMetrics() {}

    /** How text is set. */
    public record Font(int size, boolean bold) {
        /** The plain font of a size, in pixels. */
        public static Font plain(int size) {
            return new Font(size, false);
        }

        /** The bold font of a size, in pixels. */
        public static Font bold(int size) {
            return new Font(size, true);
        }
    }

    /** A name or sentence as a picture may hold it: on one line, and nothing in it that paints over what is around. */
    public static String visible(String text) {
        var visible = new StringBuilder();
        int[] marks = {0};
        DisplayText.of(text).codePoints().forEach(c -> {
            marks[0] = isMark(c) ? marks[0] + 1 : 0;
            if (marks[0] <= MOST_MARKS) {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }

    /** The width of a line, rather too large than too small. */
    public static int width(String text, Font font) {
        long hundredths = text.codePoints().mapToLong(TextMetrics::hundredths).sum();
        return (int) Math.ceil(hundredths * font.size() * (font.bold() ? 1.12 : 1) / 100);
    }

    /** Whether a text has characters that may be much wider than is known here, as some of rare scripts are. */
    static boolean isUncertain(String text) {
        return text.codePoints()
                .anyMatch(c -> !(c < 0x0700
                        || (c >= 0x2000 && c < 0x2c00)
                        || (c >= 0x3000 && c < 0xa000)
                        || (c >= 0xac00 && c < 0xd800)
                        || (c >= 0xff00 && c < 0x10000)
                        || (c >= 0x1f000 && c < 0x1fb00)));
    }

    /** The text, its end replaced by an ellipsis if it is wider than allowed. */
    public static String fit(String text, Font font, int width) {
        if (width(text, font) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && width(text.substring(0, end) + ELLIPSIS, font) > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + ELLIPSIS;
    }

    /**
     * The text on several lines, broken at spaces, within words only if a word is wider than a line.
     *
     * @param mostLines how many lines at the most; the last ends with an ellipsis if that is too few
     */
    public static List<String> wrap(String text, Font font, int width, int mostLines) {
        var lines = new ArrayList<String>();
        var rest = text;
        while (lines.size() < mostLines - 1 && width(rest, font) > width) {
            int end = fitting(rest, font, width);
            int space = rest.lastIndexOf(' ', end);
            if (space > end / 2) {
                end = space;
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(fit(rest, font, width));
        return lines;
    }

    /** How much of a text fits on a line, at least one character, in UTF-16 units. */
    private static int fitting(String text, Font font, int width) {
        int end = text.offsetByCodePoints(0, 1);
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            if (width(text.substring(0, next), font) > width) {
                break;
            }
            end = next;
        }
        return end;
    }

    private static int hundredths(int c) {
        if (c < 0x7f) {
            return ASCII[Math.max(c, ' ') - ' '];
        }
        if (isMark(c)) {
            return 0;
        }
        if (c < 0x2000) {
            return c < 0x0590 ? 90 : c < 0x1100 ? 75 : 100;
        }
        return c < 0x1f000 ? 100 : 137;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }
}
