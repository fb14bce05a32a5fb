package io.jenkins.plugins.intoto.engine.model;

import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;

/** Thrown when a file is not the link or layout that it should be. Says in which file, where in it, and what is wrong. */
public final class MalformedMetadataException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final String pointer;
    private final MetadataDefect defect;
    private final String reason;

    /**
     * @param source the name of the file
     * @param pointer the place as a JSON pointer (RFC 6901) into the metadata; empty for all of it
     * @param defect the kind of defect
     * @param reason what is wrong, without the place
     */
    public MalformedMetadataException(String source, String pointer, MetadataDefect defect, String reason) {
        super(source + ": " + (pointer.isEmpty() ? "" : pointer + ": ") + reason);
        this.source = source;
        this.pointer = pointer;
        this.defect = defect;
        this.reason = reason;
    }

    /**
     * @param cause a defect of the JSON
     * @param defect the kind of defect that it is
     */
    public MalformedMetadataException(MalformedJsonException cause, MetadataDefect defect) {
        super(cause.getMessage(), cause);
        this.source = cause.source();
        this.pointer = cause.pointer();
        this.defect = defect;
        this.reason = cause.reason();
    }

    /** The name of the file. */
    public String source() {
        return source;
    }

    /** The place of the defect as a JSON pointer into the metadata; empty for all of it. */
    public String pointer() {
        return pointer;
    }

    /** The kind of defect. */
    public MetadataDefect defect() {
        return defect;
    }

    /** What is wrong, without the place. */
    public String reason() {
        return reason;
    }
}
