package io.jenkins.plugins.intoto.engine.record;

import java.util.ArrayList;
import java.util.List;

/**
 * A path pattern with the meaning that Apache Ant gives to it: {@code *} and {@code ?} match within a name, a whole segment
 * {@code **} matches any number of names, none too, and a trailing slash stands for {@code /**}. Case counts. A backslash is
 * a slash. A pattern that begins with a slash matches no relative path.
 */
final class AntPattern {
    private static final String ANY_NAMES = "**";

    private final PathAutomaton automaton;
    private final boolean absolute;
    private final boolean open;

    private AntPattern(List<String> segments, boolean absolute) {
        this.absolute = absolute;
        this.open = !segments.isEmpty() && segments.get(segments.size() - 1).equals(ANY_NAMES);
        this.automaton = automaton(segments);
    }

    static AntPattern compile(String text) {
        var pattern = text.replace('\\', '/');
        var segments = new ArrayList<String>();
        for (var segment : (pattern.endsWith("/") ? pattern.concat(ANY_NAMES) : pattern).split("/")) {
            boolean repeated = segment.equals(ANY_NAMES)
                    && !segments.isEmpty()
                    && segments.get(segments.size() - 1).equals(ANY_NAMES);
            if (!segment.isEmpty() && !repeated) {
                segments.add(segment);
            }
        }
        return new AntPattern(segments, pattern.startsWith("/"));
    }

    static AntPattern[] compile(List<String> texts) {
        return texts.stream().map(AntPattern::compile).toArray(AntPattern[]::new);
    }

    static boolean anyMatches(AntPattern[] patterns, String path) {
        for (var pattern : patterns) {
            if (pattern.matches(path)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the pattern matches a path.
     *
     * @param path relative, its names separated by single slashes
     */
    boolean matches(String path) {
        return !absolute && automaton.matches(path);
    }

    /** Whether the pattern may match something below a directory. */
    boolean matchesBelow(String directory) {
        return !absolute && automaton.matchesBeyond(directory.concat("/"));
    }

    /** Whether the pattern matches everything below a directory. */
    boolean matchesAllBelow(String directory) {
        return open && matches(directory);
    }

    private static PathAutomaton automaton(List<String> segments) {
        var builder = new PathAutomaton.Builder();
        boolean slashDue = false;
        for (int i = 0; i < segments.size(); i++) {
            boolean last = i == segments.size() - 1;
            if (!segments.get(i).equals(ANY_NAMES)) {
                if (slashDue) {
                    builder.one('/');
                }
                name(builder, segments.get(i));
                slashDue = true;
            } else if (i == 0 && last) {
                builder.any(PathAutomaton.ANY);
            } else if (last) {
                builder.beginOptional().one('/').any(PathAutomaton.ANY).endOptional();
            } else {
                if (slashDue) {
                    builder.one('/');
                }
                builder.beginOptional().one(PathAutomaton.ANY).any(PathAutomaton.ANY);
                builder.one('/').endOptional();
                slashDue = false;
            }
        }
        return builder.build();
    }

    private static void name(PathAutomaton.Builder builder, String segment) {
        for (int i = 0; i < segment.length(); i += Character.charCount(segment.codePointAt(i))) {
            int codePoint = segment.codePointAt(i);
            if (codePoint == '*') {
                builder.any(PathAutomaton.IN_SEGMENT);
            } else {
                builder.one(codePoint == '?' ? PathAutomaton.IN_SEGMENT : codePoint);
            }
        }
    }
}
