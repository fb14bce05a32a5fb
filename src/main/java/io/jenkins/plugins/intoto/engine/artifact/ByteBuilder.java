package io.jenkins.plugins.intoto.engine.artifact;

import java.util.Arrays;

/** A growing array of bytes. */
final class ByteBuilder {
    private byte[] bytes;
    private int size;

    ByteBuilder(int capacity) {
        bytes = new byte[Math.max(capacity, 16)];
    }

    int size() {
        return size;
    }

    /** The array itself, of which the first {@link #size()} bytes count. */
    byte[] array() {
        return bytes;
    }

    void clear() {
        size = 0;
    }

    void put(int b) {
        ensure(1);
        bytes[size++] = (byte) b;
    }

    void put(byte[] source) {
        put(source, 0, source.length);
    }

    void put(byte[] source, int from, int length) {
        ensure(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /** Puts a number in groups of seven bits, the lowest first. */
    void putVarint(int number) {
        int rest = number;
        while (rest > 0x7f) {
            put(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        put(rest);
    }

    void putSized(byte[] source) {
        putVarint(source.length);
        put(source);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
