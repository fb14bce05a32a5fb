package io.jenkins.plugins.intoto.agent;

import java.io.Serializable;
import java.util.List;

/**
 * What an agent answers: the artifacts as one compact block of bytes, or why there are none. A failure is an answer and no
 * exception, so that its sentence reaches the console as it is.
 */
final class SnapshotAnswer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] snapshot;
    private final List<String> warnings;
    private final String failure;

    private SnapshotAnswer(byte[] snapshot, List<String> warnings, String failure) {
        this.snapshot = snapshot;
        this.warnings = warnings;
        this.failure = failure;
    }

    static SnapshotAnswer of(byte[] snapshot, List<String> warnings) {
        return new SnapshotAnswer(snapshot, List.copyOf(warnings), null);
    }

    static SnapshotAnswer failed(String failure) {
        return new SnapshotAnswer(new byte[0], List.of(), failure);
    }

    /** The bytes as {@link SnapshotCallable} packs them; not a copy, it may be large. */
    byte[] snapshot() {
        return snapshot;
    }

    List<String> warnings() {
        return warnings;
    }

    /** Why there is no snapshot; null if there is one. */
    String failure() {
        return failure;
    }
}
