package io.jenkins.plugins.intoto.engine.json;

import java.util.Arrays;

/** The three bytes that some editors and shells write before UTF-8 text (RFC 8259, section 8.1: readers may ignore them). */
public final class ByteOrderMark {
    private static final int CHARACTER = 0xfeff;
    private static final byte[] BYTES = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private ByteOrderMark() {}

    /**
     * @param text UTF-8 text
     * @return the text without a mark at its beginning; the same array if there is none
     */
    public static byte[] strippedFrom(byte[] text) {
        return text.length >= BYTES.length && Arrays.equals(text, 0, BYTES.length, BYTES, 0, BYTES.length)
                ? Arrays.copyOfRange(text, BYTES.length, text.length)
                : text;
    }

    static boolean is(int character) {
        return character == CHARACTER;
    }
}
