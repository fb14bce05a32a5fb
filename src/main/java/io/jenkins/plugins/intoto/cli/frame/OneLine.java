package io.jenkins.plugins.intoto.cli.frame;

import java.util.HexFormat;

/** Text made fit to be one line of a message. */
public final class OneLine {
    private OneLine() {}

    /** The text, with characters that would break the line or control a terminal as {@code \}{@code u} escapes. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(OneLine::isUnprintable)) {
            return text;
        }
        var line = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isUnprintable(c)) {
                for (char unit : Character.toChars(c)) {
                    line.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }

    private static boolean isUnprintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
