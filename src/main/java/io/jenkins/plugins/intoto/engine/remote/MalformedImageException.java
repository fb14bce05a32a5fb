package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.SourceException;

/** Thrown when a text or a file names no image by its digest. */
public final class MalformedImageException extends SourceException {
    private static final long serialVersionUID = 1L;

    /**
     * @param source what names no image: the text itself in quotation marks, or the name of the file
     * @param reason why, and what to do about it, on one line
     */
    public MalformedImageException(String source, String reason) {
        super(source, reason);
    }
}
