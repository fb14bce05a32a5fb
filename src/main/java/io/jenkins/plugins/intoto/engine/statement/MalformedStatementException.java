package io.jenkins.plugins.intoto.engine.statement;

import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;

/** Thrown when a text is not the statement that it should be. Says in which document, where in it, and what is wrong. */
public final class MalformedStatementException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final String pointer;
    private final String reason;

    /**
     * @param defect what is wrong and where
     */
    public MalformedStatementException(MalformedJsonException defect) {
        super(defect.getMessage(), defect);
        this.source = defect.source();
        this.pointer = defect.pointer();
        this.reason = defect.reason();
    }

    /** The name of the document. */
    public String source() {
        return source;
    }

    /** The place of the defect as a JSON pointer (RFC 6901) into the statement; empty for all of it. */
    public String pointer() {
        return pointer;
    }

    /** What is wrong, without the place. */
    public String reason() {
        return reason;
    }
}
