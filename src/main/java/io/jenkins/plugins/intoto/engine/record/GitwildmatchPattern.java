package io.jenkins.plugins.intoto.engine.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One exclude pattern, with the meaning that the in-toto reference gives to it (the {@code gitwildmatch} of Python's
 * {@code pathspec}), which is nearly that of a line in a {@code .gitignore} file:
 *
 * <ul>
 *   <li>without a slash, except a trailing one, it matches a name at any depth; with one it is anchored;
 *   <li>what it matches includes everything below; {@code dir/} matches only what is below;
 *   <li>{@code *} and {@code ?} match within a name, {@code [a-z]} and {@code [!a-z]} one character, and a whole
 *       segment {@code **} any number of directories;
 *   <li>a backslash takes the meaning from the character that follows; white space around the pattern is dropped, even
 *       if escaped; {@code #} at the beginning makes a comment;
 *   <li>{@code !} at the beginning turns a match into an exception, see {@link GitwildmatchPatterns}.
 * </ul>
 *
 * Matching takes time linear in the length of the path.
 */
public final class GitwildmatchPattern {

    private final String text;
    private final boolean exception;
    /** Null for a comment or blank pattern, which matches nothing. */
    private final PathAutomaton automaton;

    private GitwildmatchPattern(String text, boolean exception, PathAutomaton automaton) {
        this.text = text;
        this.exception = exception;
        this.automaton = automaton;
    }

    /**
     * Compiles a pattern.
     *
     * @throws MalformedPatternException for a lone {@code !}, a backslash with nothing to escape in its segment, or a
     *     reversed range in brackets
     */
    public static GitwildmatchPattern compile(String text) throws MalformedPatternException {
        String pattern = strip(text);
        if (pattern.isEmpty() || pattern.startsWith("#") || pattern.equals("/")) {
            return new GitwildmatchPattern(text, false, null);
        }
        boolean exception = pattern.startsWith("!");
        List<String> segments = segments(exception ? pattern.substring(1) : pattern, text);
        return new GitwildmatchPattern(text, exception, automaton(segments, text));
    }

    /**
     * Whether the pattern, regardless of a leading {@code !}, matches a path; {@code /} separates its names.
     *
     * @param path relative to what anchored patterns are relative to
     */
    public boolean matches(String path) {
        return automaton != null && automaton.matchesLine(path);
    }

    /** Whether the pattern begins with {@code !}. */
    public boolean isException() {
        return exception;
    }

    /** The pattern as it was given. */
    @Override
    public String toString() {
        return text;
    }

    private static List<String> segments(String pattern, String text) throws MalformedPatternException {
        List<String> segments = new ArrayList<>();
        for (String segment : pattern.split("/", -1)) {
            boolean repeated = segment.equals("**")
                    && !segments.isEmpty()
                    && segments.get(segments.size() - 1).equals("**");
            if (!repeated) {
                segments.add(segment);
            }
        }
        int last = segments.size() - 1;
        boolean belowAnyDirectory =
                last == 1 && segments.get(0).equals("**") && segments.get(1).isEmpty();
        if (belowAnyDirectory) {
            return segments;
        }
        if (segments.get(0).isEmpty()) {
            segments.remove(0);
        } else if ((last == 0 || (last == 1 && segments.get(1).isEmpty()))
                && !segments.get(0).equals("**")) {
            segments.add(0, "**");
        }
        if (segments.isEmpty()) {
            throw new MalformedPatternException(text, "nothing follows the '!'");
        }
        last = segments.size() - 1;
        if (last > 0 && segments.get(last).isEmpty()) {
            segments.set(last, "**");
        }
        return segments;
    }

    private static PathAutomaton automaton(List<String> segments, String text) throws MalformedPatternException {
        var builder = new PathAutomaton.Builder();
        if (segments.equals(List.of("**", ""))) {
            inLine(builder).one('/').any(PathAutomaton.IN_LINE);
            return builder.build();
        }
        boolean slashDue = false;
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean last = i == segments.size() - 1;
            if (segment.equals("**")) {
                directories(builder, i == 0, last);
                slashDue = i > 0;
                continue;
            }
            if (slashDue) {
                builder.one('/');
            }
            name(builder, segment, text);
            if (last) {
                builder.beginOptional().one('/').any(PathAutomaton.IN_LINE).endOptional();
            }
            slashDue = true;
        }
        return builder.build();
    }

    private static void directories(PathAutomaton.Builder builder, boolean first, boolean last) {
        if (first && last) {
            builder.one(PathAutomaton.IN_SEGMENT).any(PathAutomaton.IN_SEGMENT);
            builder.beginOptional().one('/').any(PathAutomaton.IN_LINE).endOptional();
        } else if (first) {
            inLine(builder.beginOptional()).one('/').endOptional();
        } else if (last) {
            builder.one('/').any(PathAutomaton.IN_LINE);
        } else {
            inLine(builder.beginOptional().one('/')).endOptional();
        }
    }

    private static PathAutomaton.Builder inLine(PathAutomaton.Builder builder) {
        return builder.one(PathAutomaton.IN_LINE).any(PathAutomaton.IN_LINE);
    }

    private static void name(PathAutomaton.Builder builder, String segment, String text)
            throws MalformedPatternException {
        if (segment.equals("*")) {
            builder.one(PathAutomaton.IN_SEGMENT).any(PathAutomaton.IN_SEGMENT);
            return;
        }
        int[] glob = codePoints(segment);
        for (int i = 0; i < glob.length; i++) {
            if (glob[i] == '*') {
                builder.any(PathAutomaton.IN_SEGMENT);
            } else if (glob[i] == '?') {
                builder.one(PathAutomaton.IN_SEGMENT);
            } else if (glob[i] == '[') {
                i = bracket(builder, glob, i, text);
            } else if (glob[i] == '\\') {
                i++;
                if (i == glob.length) {
                    throw new MalformedPatternException(text, "a backslash has no character to escape");
                }
                builder.one(glob[i]);
            } else {
                builder.one(glob[i]);
            }
        }
    }

    // Spares a process of a few tenths of a second the loading of the stream library.
    private static int[] codePoints(String text) {
        int[] codePoints = new int[text.codePointCount(0, text.length())];
        for (int i = 0, at = 0; i < codePoints.length; i++) {
            codePoints[i] = text.codePointAt(at);
            at += Character.charCount(codePoints[i]);
        }
        return codePoints;
    }

    /** Appends the bracket expression that opens at a place, or a literal bracket if it never closes. */
    private static int bracket(PathAutomaton.Builder builder, int[] glob, int open, String text)
            throws MalformedPatternException {
        boolean negated = open + 1 < glob.length && glob[open + 1] == '!';
        int start = negated ? open + 2 : open + 1;
        int close = start < glob.length && glob[start] == ']' ? start + 1 : start;
        while (close < glob.length && glob[close] != ']') {
            close++;
        }
        if (close >= glob.length) {
            builder.one('[');
            return open;
        }
        try {
            builder.one(CharacterClass.of(negated, Arrays.copyOfRange(glob, start, close)));
        } catch (IllegalArgumentException e) {
            throw new MalformedPatternException(text, e.getMessage());
        }
        return close;
    }

    /** Drops what Python takes for white space, which is not what Java does. */
    private static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isWhiteSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isWhiteSpace(char c) {
        return Character.isSpaceChar(c)
                || (c >= '\t' && c <= '\r')
                || (c >= '\u001c' && c <= '\u001f')
                || c == '\u0085';
    }
}
