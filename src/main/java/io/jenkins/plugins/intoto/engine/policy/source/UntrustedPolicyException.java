package io.jenkins.plugins.intoto.engine.policy.source;

import io.jenkins.plugins.intoto.engine.SourceException;

/** Thrown when a policy is not signed by those who must have signed it. */
public final class UntrustedPolicyException extends SourceException {
    private static final long serialVersionUID = 1L;

    /**
     * @param source the name of the policy's file
     * @param reason why it is not to be trusted
     */
    public UntrustedPolicyException(String source, String reason) {
        super(source, reason);
    }
}
