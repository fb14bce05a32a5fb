package io.jenkins.plugins.intoto.engine.text;

import java.util.HexFormat;

/**
 * Names from metadata as they can be shown on one line of text: what is not a visible character or a space becomes an
 * escape, so that no name can break a line, hide, reorder or imitate the text around it, or control a terminal.
 */
public final class DisplayText {
    private static final int LONGEST = 300;

    private DisplayText() {}

    /**
     * @param text any text
     * @return the same with control, format, private and unassigned characters and line ends as {@code \}{@code u} escapes,
     *     shortened in the middle if it is longer than 300 characters
     */
    public static String of(String text) {
        // Shortened first: whoever wrote the text may have made it long, and no more of it is shown in any case.
        int end = LONGEST / 2 + 2;
        var rest = text.length() <= 2 * end ? text : text.substring(0, end).concat(text.substring(text.length() - end));
        var shown = new StringBuilder(rest.length());
        rest.codePoints().forEach(c -> {
            if (isVisible(c)) {
                shown.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    shown.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
            }
        });
        if (shown.length() <= LONGEST) {
            return shown.toString();
        }
        int half = LONGEST / 2;
        int head = Character.isHighSurrogate(shown.charAt(half - 1)) ? half - 1 : half;
        int tail = shown.length() - half;
        return shown.substring(0, head) + "…"
                + shown.substring(Character.isLowSurrogate(shown.charAt(tail)) ? tail + 1 : tail);
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
