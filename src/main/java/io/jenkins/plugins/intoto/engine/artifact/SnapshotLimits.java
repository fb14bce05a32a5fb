package io.jenkins.plugins.intoto.engine.artifact;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is accepted of a snapshot that somebody else has taken. Paths are counted at their full length: a snapshot leaves out
 * what a path shares with the one before, so that a few bytes of it can stand for any number of them.
 *
 * @param bytes how long the snapshot may be, in bytes
 * @param pathBytes how long all its paths may be together, in bytes of UTF-8
 * @param entries how many artifacts it may hold
 * @param paths which paths it may hold
 * @param algorithms the digests that each artifact must have, no more and no fewer; empty if any will do
 */
public record SnapshotLimits(
        long bytes, long pathBytes, int entries, Predicate<String> paths, Optional<Set<DigestAlgorithm>> algorithms) {
    /** How long one path may be, in bytes of UTF-8: what Linux accepts. */
    public static final int LONGEST_PATH = 4096;

    /** For a snapshot of one's own: any that can be held. */
    public static final SnapshotLimits NONE =
            new SnapshotLimits(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, path -> true, Optional.empty());

    /** Copies the set. */
    public SnapshotLimits {
        algorithms = algorithms.map(Set::copyOf);
    }
}
