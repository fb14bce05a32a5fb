package io.jenkins.plugins.intoto.engine.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A path pattern compiled to a nondeterministic automaton and run over all its states at once, so that matching takes
 * time linear in the path whatever the pattern is.
 *
 * <p>The automaton is a chain of elements. Each consumes one code point, a repeatable one any number of them, and an
 * optional group may be jumped over as a whole.
 */
final class PathAutomaton {

    /** Consumes anything. */
    static final int ANY = -1;
    /** Consumes anything but a slash. */
    static final int IN_SEGMENT = -2;
    /** Consumes anything but a line feed. */
    static final int IN_LINE = -3;

    private static final int FIRST_CLASS = -4;

    private final int[] elements;
    private final boolean[] repeatable;
    private final CharacterClass[] classes;
    /** For each state the states that it reaches without consuming anything, itself included. */
    private final long[][] reach;
    /** A text that every matching path contains; a cheap first test. */
    private final String required;

    private PathAutomaton(Builder builder) {
        int size = builder.size;
        elements = Arrays.copyOf(builder.elements, size);
        repeatable = Arrays.copyOf(builder.repeatable, size);
        classes = builder.classes.toArray(new CharacterClass[0]);
        reach = reach(size, repeatable, builder.groupEnd);
        required = longestLiteral(elements, repeatable, builder.groupEnd);
    }

    /** Whether the pattern matches the whole of the path. */
    boolean matches(String path) {
        return path.contains(required) && has(run(path, path.length()), elements.length);
    }

    /** Like {@link #matches}, or if the path ends in a line feed, whether the path without it matches. */
    boolean matchesLine(String path) {
        int length = path.length();
        return matches(path)
                || (length > 0
                        && path.charAt(length - 1) == '\n'
                        && path.contains(required)
                        && has(run(path, length - 1), elements.length));
    }

    /** Whether some longer path that begins with this one matches. */
    boolean matchesBeyond(String start) {
        long[] states = run(start, start.length());
        for (int state = 0; state < elements.length; state++) {
            if (has(states, state)) {
                return true;
            }
        }
        return false;
    }

    private long[] run(String path, int length) {
        long[] current = reach[0].clone();
        long[] next = new long[current.length];
        for (int at = 0; at < length; ) {
            int codePoint = path.codePointAt(at);
            at += Character.charCount(codePoint);
            Arrays.fill(next, 0);
            if (!step(current, codePoint, next)) {
                return next;
            }
            long[] spare = current;
            current = next;
            next = spare;
        }
        return current;
    }

    private boolean step(long[] from, int codePoint, long[] to) {
        boolean alive = false;
        for (int word = 0; word < from.length; word++) {
            for (long left = from[word]; left != 0; left &= left - 1) {
                int state = word * Long.SIZE + Long.numberOfTrailingZeros(left);
                if (state < elements.length && consumes(elements[state], codePoint)) {
                    alive = true;
                    long[] reached = reach[repeatable[state] ? state : state + 1];
                    for (int i = 0; i < to.length; i++) {
                        to[i] |= reached[i];
                    }
                }
            }
        }
        return alive;
    }

    private boolean consumes(int element, int codePoint) {
        switch (element) {
            case ANY:
                return true;
            case IN_SEGMENT:
                return codePoint != '/';
            case IN_LINE:
                return codePoint != '\n';
            default:
                return element >= 0 ? element == codePoint : classes[FIRST_CLASS - element].contains(codePoint);
        }
    }

    private static boolean has(long[] states, int state) {
        return (states[state / Long.SIZE] & (1L << state)) != 0;
    }

    private static long[][] reach(int size, boolean[] repeatable, int[] groupEnd) {
        long[][] reach = new long[size + 1][size / Long.SIZE + 1];
        for (int state = size; state >= 0; state--) {
            reach[state][state / Long.SIZE] |= 1L << state;
            if (state < size && repeatable[state]) {
                merge(reach[state], reach[state + 1]);
            }
            if (state < size && groupEnd[state] > 0) {
                merge(reach[state], reach[groupEnd[state]]);
            }
        }
        return reach;
    }

    private static void merge(long[] into, long[] from) {
        for (int i = 0; i < into.length; i++) {
            into[i] |= from[i];
        }
    }

    private static String longestLiteral(int[] elements, boolean[] repeatable, int[] groupEnd) {
        var longest = new StringBuilder();
        var current = new StringBuilder();
        for (int i = 0; i < elements.length; ) {
            if (elements[i] >= 0 && !repeatable[i] && groupEnd[i] == 0) {
                current.appendCodePoint(elements[i]);
                if (current.length() > longest.length()) {
                    longest = current;
                }
                i++;
            } else {
                current = new StringBuilder();
                i = groupEnd[i] > 0 ? groupEnd[i] : i + 1;
            }
        }
        return longest.toString();
    }

    /** Collects the elements in order. */
    static final class Builder {
        private int[] elements = new int[16];
        private boolean[] repeatable = new boolean[16];
        private int[] groupEnd = new int[16];
        private int size;
        private int groupStart;
        private final List<CharacterClass> classes = new ArrayList<>();

        /** Appends an element: a code point, or one of the constants of the automaton. */
        Builder one(int element) {
            if (size == elements.length) {
                elements = Arrays.copyOf(elements, 2 * size);
                repeatable = Arrays.copyOf(repeatable, 2 * size);
                groupEnd = Arrays.copyOf(groupEnd, 2 * size);
            }
            elements[size++] = element;
            return this;
        }

        /** Appends an element that consumes any number of code points, none too. */
        Builder any(int element) {
            one(element);
            repeatable[size - 1] = true;
            return this;
        }

        Builder one(CharacterClass characters) {
            classes.add(characters);
            return one(FIRST_CLASS - (classes.size() - 1));
        }

        /** Makes what follows, up to {@link #endOptional}, optional as a whole; groups are not nested, nor empty. */
        Builder beginOptional() {
            groupStart = size;
            return this;
        }

        Builder endOptional() {
            groupEnd[groupStart] = size;
            return this;
        }

        PathAutomaton build() {
            return new PathAutomaton(this);
        }
    }
}
