package io.jenkins.plugins.intoto.engine.record;

import java.util.ArrayList;
import java.util.List;

/**
 * Exclude patterns in order: the last that matches a path decides, and one that begins with {@code !} takes a path back
 * in. A path below an excluded directory stays out all the same where directories are walked, for they are never
 * entered.
 *
 * @see GitwildmatchPattern
 */
public final class GitwildmatchPatterns {

    /** What the in-toto reference leaves out unless told otherwise: links, git's folder, compiled Python, back-ups. */
    public static final List<String> DEFAULTS = List.of("*.link*", ".git", "*.pyc", "*~");

    private final GitwildmatchPattern[] patterns;

    private GitwildmatchPatterns(List<GitwildmatchPattern> patterns) {
        this.patterns = patterns.toArray(new GitwildmatchPattern[0]);
    }

    /**
     * Compiles patterns in order.
     *
     * @throws MalformedPatternException for the first that is malformed
     */
    public static GitwildmatchPatterns compile(List<String> texts) throws MalformedPatternException {
        List<GitwildmatchPattern> patterns = new ArrayList<>();
        for (String text : texts) {
            patterns.add(GitwildmatchPattern.compile(text));
        }
        return new GitwildmatchPatterns(patterns);
    }

    /** Whether the patterns leave out a path; one leading {@code /} or {@code ./} of it is ignored. */
    public boolean exclude(String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path.startsWith("./") ? path.substring(2) : path;
        boolean excluded = false;
        for (GitwildmatchPattern pattern : patterns) {
            if (pattern.isException() == excluded && pattern.matches(relative)) {
                excluded = !excluded;
            }
        }
        return excluded;
    }
}
