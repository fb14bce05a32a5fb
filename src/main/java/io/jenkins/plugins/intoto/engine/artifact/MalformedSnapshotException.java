package io.jenkins.plugins.intoto.engine.artifact;

import io.jenkins.plugins.intoto.engine.InTotoException;

/** Thrown when bytes are not a snapshot of artifacts as {@link Artifacts#writeTo} makes it. */
public final class MalformedSnapshotException extends InTotoException {
    private static final long serialVersionUID = 1L;

    /**
     * @param reason what is wrong with the bytes
     */
    public MalformedSnapshotException(String reason) {
        super("not a snapshot of artifacts: " + reason);
    }
}
