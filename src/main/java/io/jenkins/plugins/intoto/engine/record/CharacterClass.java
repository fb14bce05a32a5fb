package io.jenkins.plugins.intoto.engine.record;

import java.util.Arrays;

/** A bracket expression: code point ranges, or everything but them. */
final class CharacterClass {

    private final boolean negated;
    /** Pairs of first and last code point. */
    private final int[] ranges;

    private CharacterClass(boolean negated, int[] ranges) {
        this.negated = negated;
        this.ranges = ranges;
    }

    /**
     * Reads what stands between the brackets, after a negation mark, as code points: {@code a-z} is a range, everything
     * else stands for itself, the first and last hyphen too.
     *
     * @throws IllegalArgumentException if a range is reversed; the message says which
     */
    static CharacterClass of(boolean negated, int[] content) {
        int[] ranges = new int[2 * content.length];
        int size = 0;
        for (int i = 0; i < content.length; i++) {
            int first = content[i];
            int last = first;
            if (i + 2 < content.length && content[i + 1] == '-') {
                last = content[i + 2];
                i += 2;
            }
            if (last < first) {
                throw new IllegalArgumentException(
                        "the range " + Character.toString(first) + "-" + Character.toString(last) + " is reversed");
            }
            ranges[size++] = first;
            ranges[size++] = last;
        }
        return new CharacterClass(negated, Arrays.copyOf(ranges, size));
    }

    boolean contains(int codePoint) {
        for (int i = 0; i < ranges.length; i += 2) {
            if (ranges[i] <= codePoint && codePoint <= ranges[i + 1]) {
                return !negated;
            }
        }
        return negated;
    }
}
