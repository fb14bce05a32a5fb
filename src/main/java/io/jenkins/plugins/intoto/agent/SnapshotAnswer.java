package io.jenkins.plugins.intoto.agent;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What an agent answers: the artifacts as one compact block of bytes, or why there are none. A failure is an answer and no
 * exception, so that its sentence reaches the console as it is. An agent can send any object of the declared types, so these
 * are arrays and text, which are just what they seem, and whoever receives the answer checks it.
 */
final class SnapshotAnswer implements Serializable {
    /** How many warnings an answer may have. */
    static final int MOST_WARNINGS = 100;

    private static final long serialVersionUID = 1L;

    private final byte[] snapshot;
    private final String[] warnings;
    private final int moreWarnings;
    private final String failure;

    SnapshotAnswer(byte[] snapshot, String[] warnings, int moreWarnings, String failure) {
        this.snapshot = snapshot;
        this.warnings = warnings;
        this.moreWarnings = moreWarnings;
        this.failure = failure;
    }

    /**
     * @param warnings the first warnings, not more than {@link #MOST_WARNINGS}
     * @param count how many there are in all
     */
    static SnapshotAnswer of(byte[] snapshot, List<String> warnings, int count) {
        return new SnapshotAnswer(snapshot, warnings.toArray(String[]::new), count - warnings.size(), null);
    }

    static SnapshotAnswer failed(String failure) {
        return new SnapshotAnswer(new byte[0], new String[0], 0, failure);
    }

    /**
     * Why this is not an answer that an agent gives of itself; null if it is one.
     *
     * @param maxBytes how many bytes a snapshot may have
     */
    String defect(long maxBytes) {
        if (snapshot == null
                || warnings == null
                || moreWarnings < 0
                || Arrays.stream(warnings).anyMatch(Objects::isNull)) {
            return "it lacks something";
        }
        if (warnings.length > MOST_WARNINGS) {
            return "it has more than " + MOST_WARNINGS + " warnings";
        }
        return snapshot.length > maxBytes ? "it is longer than the " + maxBytes + " bytes accepted" : null;
    }

    /** The bytes as {@link SnapshotCallable} packs them; not a copy, it may be large. */
    byte[] snapshot() {
        return snapshot;
    }

    List<String> warnings() {
        return List.of(warnings);
    }

    /** How many warnings there are besides. */
    int moreWarnings() {
        return moreWarnings;
    }

    /** Why there is no snapshot; null if there is one. */
    String failure() {
        return failure;
    }
}
