package io.jenkins.plugins.intoto.engine.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern of an artifact rule (in-toto specification 1.0, section 4.3.3.1) with the meaning that Python's {@code fnmatch}
 * gives it on POSIX: {@code *} and {@code ?} match any character, {@code /} and line ends too, {@code [a-z]} and
 * {@code [!a-z]} one of a set, there is no escape, and the whole path must match. Matching takes time linear in the path,
 * whatever the pattern. Characters are code points.
 */
public final class ArtifactPattern {
    private static final int ANY = -1;
    private static final int MANY = -2;
    private static final int SET = -3;

    private final String text;
    private final int[] tokens;
    private final List<CharacterSet> sets;
    private final boolean literal;
    private final String defect;
    private final boolean isUnclosed;

    private ArtifactPattern(String text, int[] tokens, List<CharacterSet> sets, String defect, boolean isUnclosed) {
        this.text = text;
        this.tokens = tokens;
        this.sets = List.copyOf(sets);
        boolean plain = true;
        for (int token : tokens) {
            plain &= token >= 0;
        }
        this.literal = plain;
        this.defect = defect;
        this.isUnclosed = isUnclosed;
    }

    /**
     * @param text the pattern as the rule has it
     */
    public static ArtifactPattern of(String text) {
        return new PatternParser(text).parse();
    }

    /**
     * The pattern of a name in a policy: {@code *} matches any text, and every other character just itself.
     *
     * @param text the pattern as the policy has it
     */
    public static ArtifactPattern ofName(String text) {
        var tokens = text.codePoints().map(c -> c == '*' ? MANY : c).toArray();
        return new ArtifactPattern(text, tokens, List.of(), null, false);
    }

    /** Whether a text ends within a bracket expression, so that what follows would be part of it. */
    static boolean endsInBrackets(String text) {
        return of(text).isUnclosed;
    }

    /** The pattern as the rule has it. */
    public String text() {
        return text;
    }

    /**
     * Why a layout should not hold this pattern: it is empty, has an unclosed bracket, which implementations read
     * differently, or a range that is empty since it runs backwards. Null if there is no such reason.
     */
    String defect() {
        return defect;
    }

    /** Whether every path matches: the pattern is {@code *}. */
    public boolean matchesAll() {
        return tokens.length == 1 && tokens[0] == MANY;
    }

    /** Whether the whole path matches. */
    public boolean matches(String path) {
        if (literal) {
            return text.equals(path);
        }
        int at = 0;
        int token = 0;
        int afterMany = -1;
        int retryAt = 0;
        while (at < path.length()) {
            int c = path.codePointAt(at);
            if (token < tokens.length && tokens[token] == MANY) {
                afterMany = ++token;
                retryAt = at;
            } else if (token < tokens.length && matches(token, c)) {
                token++;
                at += Character.charCount(c);
            } else if (afterMany >= 0) {
                // Only the last * need ever take more: what earlier ones took is the least they could.
                retryAt += Character.charCount(path.codePointAt(retryAt));
                at = retryAt;
                token = afterMany;
            } else {
                return false;
            }
            if (afterMany == tokens.length) {
                return true;
            }
        }
        while (token < tokens.length && tokens[token] == MANY) {
            token++;
        }
        return token == tokens.length;
    }

    private boolean matches(int token, int c) {
        int expected = tokens[token];
        return expected >= 0
                ? expected == c
                : expected == ANY || sets.get(SET - expected).contains(c);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArtifactPattern pattern
                && pattern.text.equals(text)
                && Arrays.equals(pattern.tokens, tokens);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /** A bracket expression: pairs of first and last code points. */
    private record CharacterSet(boolean negated, List<int[]> ranges) {
        boolean contains(int c) {
            for (int[] range : ranges) {
                if (range[0] <= c && c <= range[1]) {
                    return !negated;
                }
            }
            return negated;
        }
    }

    /** Reads a pattern as Python's {@code fnmatch.translate} does. */
    private static final class PatternParser {
        private final String text;
        private final int[] characters;
        private final List<Integer> tokens = new ArrayList<>();
        private final List<CharacterSet> sets = new ArrayList<>();
        private String defect;
        private boolean isUnclosed;

        PatternParser(String text) {
            this.text = text;
            this.characters = text.codePoints().toArray();
            this.defect = text.isEmpty() ? "is empty" : null;
        }

        ArtifactPattern parse() {
            int i = 0;
            while (i < characters.length) {
                int c = characters[i++];
                if (c == '[') {
                    i = bracket(i);
                } else if (c != '*') {
                    tokens.add(c == '?' ? ANY : c);
                } else if (tokens.isEmpty() || tokens.get(tokens.size() - 1) != MANY) {
                    tokens.add(MANY);
                }
            }
            return new ArtifactPattern(
                    text, tokens.stream().mapToInt(Integer::intValue).toArray(), sets, defect, isUnclosed);
        }

        /** Reads what follows a bracket; returns where reading goes on. */
        private int bracket(int start) {
            int end = start;
            if (end < characters.length && characters[end] == '!') {
                end++;
            }
            if (end < characters.length && characters[end] == ']') {
                end++;
            }
            while (end < characters.length && characters[end] != ']') {
                end++;
            }
            if (end == characters.length) {
                isUnclosed = true;
                defect = "has a [ that is never closed, which verifiers read differently";
                tokens.add((int) '[');
                return start;
            }
            boolean negated = characters[start] == '!';
            tokens.add(SET - sets.size());
            sets.add(new CharacterSet(negated, ranges(negated ? start + 1 : start, end)));
            return end + 1;
        }

        private List<int[]> ranges(int start, int end) {
            var ranges = new ArrayList<int[]>();
            int i = start;
            while (i < end) {
                boolean isRange = i + 2 < end && characters[i + 1] == '-';
                int last = isRange ? characters[i + 2] : characters[i];
                if (last < characters[i]) {
                    defect = "has a range that runs backwards and so matches nothing";
                } else {
                    ranges.add(new int[] {characters[i], last});
                }
                i += isRange ? 3 : 1;
            }
            return ranges;
        }
    }
}
