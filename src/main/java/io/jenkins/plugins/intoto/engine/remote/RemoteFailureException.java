package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.InTotoException;
import java.net.URI;

/** Thrown when a service on the network does not do what it was asked for. */
public final class RemoteFailureException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final URI uri;
    private final Kind kind;

    /** What went wrong. */
    public enum Kind {
        /** There was no connection, or it broke. */
        UNREACHABLE,
        /** There was no answer in time. */
        TIMED_OUT,
        /** The service said no. */
        REFUSED,
        /** The answer is not what the protocol has, or not to what was asked. */
        UNUSABLE_ANSWER
    }

    /**
     * @param uri what was asked, without secrets
     * @param kind what went wrong
     * @param reason why, on one line
     */
    public RemoteFailureException(URI uri, Kind kind, String reason) {
        super(uri + ": " + reason);
        this.uri = uri;
        this.kind = kind;
    }

    /**
     * @param uri what was asked, without secrets
     * @param kind what went wrong
     * @param reason why, on one line
     * @param cause what led to it
     */
    public RemoteFailureException(URI uri, Kind kind, String reason, Throwable cause) {
        super(uri + ": " + reason, cause);
        this.uri = uri;
        this.kind = kind;
    }

    /**
     * The same failure, with more to say.
     *
     * @param more what comes after the reason
     */
    RemoteFailureException with(String more) {
        return new RemoteFailureException(uri, kind, reason() + more, getCause());
    }

    /** Why, without what was asked. */
    public String reason() {
        return getMessage().substring((uri + ": ").length());
    }

    /** What was asked. */
    public URI uri() {
        return uri;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
