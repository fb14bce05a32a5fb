package io.jenkins.plugins.intoto.engine.key;

import java.math.BigInteger;

/** Non-negative integers as big-endian bytes of a fixed length. */
final class Unsigned {
    private Unsigned() {}

    /**
     * @param number a number that fits
     * @param length how many bytes the result has
     */
    static byte[] bytes(BigInteger number, int length) {
        var bytes = new byte[length];
        write(number, bytes, 0, length);
        return bytes;
    }

    static void write(BigInteger number, byte[] target, int offset, int length) {
        var bytes = number.toByteArray();
        int sign = bytes.length > length ? 1 : 0;
        System.arraycopy(bytes, sign, target, offset + length - (bytes.length - sign), bytes.length - sign);
    }
}
