package io.jenkins.plugins.intoto.engine.json;

import io.jenkins.plugins.intoto.engine.InTotoException;

/** Thrown when a text is not the JSON that was expected: broken syntax, a limit exceeded, or a member of a wrong type. */
public final class MalformedJsonException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final String pointer;
    private final String reason;

    /**
     * @param source the name of the file or object that was read
     * @param pointer the place of the defect as a JSON pointer (RFC 6901); empty for the whole document
     * @param reason what is wrong, without the place
     */
    public MalformedJsonException(String source, String pointer, String reason) {
        super(source + ": " + (pointer.isEmpty() ? "" : pointer + ": ") + reason);
        this.source = source;
        this.pointer = pointer;
        this.reason = reason;
    }

    /** The name of the file or object that was read. */
    public String source() {
        return source;
    }

    /** The place of the defect as a JSON pointer (RFC 6901); empty for the whole document. */
    public String pointer() {
        return pointer;
    }

    /** What is wrong, without the place. */
    public String reason() {
        return reason;
    }
}
