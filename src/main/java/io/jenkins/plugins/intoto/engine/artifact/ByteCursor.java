package io.jenkins.plugins.intoto.engine.artifact;

import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteBuilder} wrote; whatever leads out of the array is an {@link IndexOutOfBoundsException}. */
final class ByteCursor {
    private final byte[] bytes;
    private int position;

    ByteCursor(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    int position() {
        return position;
    }

    int get() {
        return bytes[position++] & 0xff;
    }

    int varint() {
        int number = 0;
        for (int shift = 0; shift < 32; shift += 7) {
            int b = get();
            number |= (b & 0x7f) << shift;
            if (b < 0x80) {
                return number;
            }
        }
        throw new IndexOutOfBoundsException("a number of more than 32 bits");
    }

    void skip(int count) {
        if (count < 0 || count > bytes.length - position) {
            throw new IndexOutOfBoundsException(count + " bytes at " + position + " of " + bytes.length);
        }
        position += count;
    }

    String sizedText() {
        int length = varint();
        int from = position;
        skip(length);
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
}
