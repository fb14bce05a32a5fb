package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.InTotoException;

/** Thrown when a text or a file names no image by its digest. */
public final class MalformedImageException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final String reason;

    /**
     * @param source what names no image: the text itself in quotation marks, or the name of the file
     * @param reason why, and what to do about it, on one line
     */
    public MalformedImageException(String source, String reason) {
        super(source + ": " + reason);
        this.source = source;
        this.reason = reason;
    }

    /** What names no image. */
    public String source() {
        return source;
    }

    /** Why, and what to do about it. */
    public String reason() {
        return reason;
    }
}
