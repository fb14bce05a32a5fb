package io.jenkins.plugins.intoto.engine.bundle;

/** What every line has. */
abstract class RawLine {
    private final int number;
    private final byte[] raw;

    RawLine(int number, byte[] raw) {
        this.number = number;
        this.raw = raw;
    }

    /** The number of the line in its file, from 1. */
    public int number() {
        return number;
    }

    /** The bytes of the line without its line end, a copy. */
    public byte[] raw() {
        return raw.clone();
    }

    /** How many bytes the line has without its line end. */
    public int length() {
        return raw.length;
    }

    /** The bytes of the line, not a copy. */
    byte[] bytes() {
        return raw;
    }
}
