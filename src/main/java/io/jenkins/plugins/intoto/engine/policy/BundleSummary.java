package io.jenkins.plugins.intoto.engine.policy;

import java.util.List;

/**
 * What the bundles held.
 *
 * @param lines how many lines that are not blank
 * @param statements how many of them hold a statement
 * @param others how many hold something else, which is passed over
 * @param remarks why lines were passed over that look like attestations, at most {@value #MOST_REMARKS}
 */
public record BundleSummary(int lines, int statements, int others, List<Remark> remarks) {
    /** How many lines are remarked on. */
    public static final int MOST_REMARKS = 20;

    static final BundleSummary NOTHING = new BundleSummary(0, 0, 0, List.of());

    /** Copies the list. */
    public BundleSummary {
        remarks = List.copyOf(remarks);
    }

    /**
     * A line that was passed over.
     *
     * @param source the name of the bundle
     * @param line the line, from 1
     * @param pointer the place in the statement (RFC 6901), if there is one
     * @param sentence why, a sentence without a final stop that is safe to show as text
     */
    public record Remark(String source, int line, String pointer, String sentence) {}
}
