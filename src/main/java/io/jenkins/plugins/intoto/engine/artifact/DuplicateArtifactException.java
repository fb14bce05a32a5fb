package io.jenkins.plugins.intoto.engine.artifact;

import io.jenkins.plugins.intoto.engine.InTotoException;

/** Thrown when two artifacts have one path. */
public final class DuplicateArtifactException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * @param path the path that stands twice
     */
    public DuplicateArtifactException(String path) {
        super("two artifacts are named \"" + path + "\"");
        this.path = path;
    }

    /** The path that stands twice. */
    public String path() {
        return path;
    }
}
