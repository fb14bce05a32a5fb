package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.SourceException;

/** Thrown when a signature is not accepted. Says of which file, and why. */
public final class RefusedSignatureException extends SourceException {
    private static final long serialVersionUID = 1L;

    private final SignatureRefusal refusal;

    /**
     * @param source the name of the file or line that has the signature
     * @param refusal the kind of reason
     * @param reason why it is not accepted: a clause without the name
     */
    public RefusedSignatureException(String source, SignatureRefusal refusal, String reason) {
        super(source, reason);
        this.refusal = refusal;
    }

    /** The kind of reason. */
    public SignatureRefusal refusal() {
        return refusal;
    }
}
