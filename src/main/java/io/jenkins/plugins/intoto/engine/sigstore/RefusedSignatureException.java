package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.InTotoException;

/** Thrown when a signature is not accepted. Says of which file, and why. */
public final class RefusedSignatureException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final SignatureRefusal refusal;
    private final String reason;

    /**
     * @param source the name of the file or line that has the signature
     * @param refusal the kind of reason
     * @param reason why it is not accepted: a clause without the name
     */
    public RefusedSignatureException(String source, SignatureRefusal refusal, String reason) {
        super(source + ": " + reason);
        this.source = source;
        this.refusal = refusal;
        this.reason = reason;
    }

    /** The name of the file or line that has the signature. */
    public String source() {
        return source;
    }

    /** The kind of reason. */
    public SignatureRefusal refusal() {
        return refusal;
    }

    /** Why it is not accepted, without the name. */
    public String reason() {
        return reason;
    }
}
