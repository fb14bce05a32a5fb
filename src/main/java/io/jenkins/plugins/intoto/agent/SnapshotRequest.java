package io.jenkins.plugins.intoto.agent;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.record.AntPatterns;
import java.io.Serializable;
import java.util.List;

/**
 * Which files to record, and how.
 *
 * @param patterns which files below the directory count
 * @param algorithms the digests to compute
 * @param normalizeLineEndings whether line ends count as the same on every operating system
 * @param maxBytes how large what is made of the snapshot may be, in bytes; a larger snapshot is refused
 */
public record SnapshotRequest(
        AntPatterns patterns, List<DigestAlgorithm> algorithms, boolean normalizeLineEndings, long maxBytes)
        implements Serializable {
    /** Ant patterns of links and their beginnings, which are never artifacts unless somebody wants them. */
    public static final List<String> LINKS = List.of("**/*.link", "**/*.link-unfinished");

    private static final long serialVersionUID = 1L;

    /** Copies the list. */
    public SnapshotRequest {
        algorithms = List.copyOf(algorithms);
    }
}
