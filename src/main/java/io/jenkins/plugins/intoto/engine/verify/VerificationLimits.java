package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.json.JsonLimits;

/**
 * How much a verification looks at before it gives up: metadata comes from machines that are not trusted.
 *
 * @param json the size and depth of each file
 * @param maxBytes how large all files of links may be together, in bytes
 * @param maxLinks how many files of links, those of sublayouts included
 * @param maxSublayouts how many sublayouts
 * @param maxDepth how deep sublayouts may be nested
 */
public record VerificationLimits(JsonLimits json, long maxBytes, int maxLinks, int maxSublayouts, int maxDepth) {
    /** Room for any supply chain that people can read. */
    public static final VerificationLimits DEFAULT =
            new VerificationLimits(JsonLimits.DEFAULT, 4L << 30, 10_000, 100, 8);
}
