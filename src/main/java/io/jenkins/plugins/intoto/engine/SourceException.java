package io.jenkins.plugins.intoto.engine;

/** A failure of something that has a name, such as a file or a line of one. Its message is that name and a reason. */
public abstract class SourceException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final String reason;

    /**
     * @param source the name of what failed
     * @param reason why: a clause without the name
     */
    protected SourceException(String source, String reason) {
        this(source, reason, null);
    }

    /**
     * @param source the name of what failed
     * @param reason why: a clause without the name
     * @param cause what led to the failure; null for nothing else
     */
    protected SourceException(String source, String reason, Throwable cause) {
        super(source + ": " + reason, cause);
        this.source = source;
        this.reason = reason;
    }

    /** The name of what failed. */
    public final String source() {
        return source;
    }

    /** Why it failed, without the name. */
    public final String reason() {
        return reason;
    }
}
