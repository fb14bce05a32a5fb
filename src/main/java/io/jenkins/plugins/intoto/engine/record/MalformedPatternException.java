package io.jenkins.plugins.intoto.engine.record;

import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.text.Printable;

/** A path pattern that means nothing. */
public final class MalformedPatternException extends InTotoException {

    private static final long serialVersionUID = 1;

    private final String pattern;
    private final String reason;

    MalformedPatternException(String pattern, String reason) {
        super("pattern " + Printable.quoted(pattern) + ": " + reason);
        this.pattern = pattern;
        this.reason = reason;
    }

    /** The pattern as it was given. */
    public String pattern() {
        return pattern;
    }

    /** What is wrong with it, a clause without a full stop. */
    public String reason() {
        return reason;
    }
}
