package io.jenkins.plugins.intoto.engine.policy.source;

import io.jenkins.plugins.intoto.engine.InTotoException;

/** Thrown when a policy is not signed by those who must have signed it. */
public final class UntrustedPolicyException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final String reason;

    /**
     * @param source the name of the policy's file
     * @param reason why it is not to be trusted
     */
    public UntrustedPolicyException(String source, String reason) {
        super(source + ": " + reason);
        this.source = source;
        this.reason = reason;
    }

    /** The name of the policy's file. */
    public String source() {
        return source;
    }

    /** Why it is not to be trusted, without the name. */
    public String reason() {
        return reason;
    }
}
