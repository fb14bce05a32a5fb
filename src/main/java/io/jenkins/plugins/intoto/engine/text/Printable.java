package io.jenkins.plugins.intoto.engine.text;

import io.jenkins.plugins.intoto.engine.record.FileNames;

/** Text from file names made fit for a message of one line. */
public final class Printable {

    private Printable() {}

    /**
     * The text in single quotes, with control and format characters as {@code \}{@code u} escapes, and bytes of a name that are
     * not Unicode as {@code \x} escapes, see {@link FileNames}.
     */
    public static String quoted(String text) {
        var out = new StringBuilder(text.length() + 2).append('\'');
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            append(out, text.codePointAt(i));
        }
        return out.append('\'').toString();
    }

    private static void append(StringBuilder out, int codePoint) {
        if (codePoint >= 0xdc80 && codePoint <= 0xdcff) {
            out.append(String.format("\\x%02x", codePoint & 0xff));
            return;
        }
        int type = Character.getType(codePoint);
        if (type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR) {
            out.append(String.format("\\u%04x", codePoint));
        } else {
            out.appendCodePoint(codePoint);
        }
    }
}
