package io.jenkins.plugins.intoto.engine.key;

import io.jenkins.plugins.intoto.engine.InTotoException;

/** Thrown when a certificate must not be trusted. */
public final class UntrustedCertificateException extends InTotoException {
    private static final long serialVersionUID = 1L;

    /** Why a certificate is not trusted. */
    public enum Reason {
        /** The time of the verification is after the certificate's end. */
        EXPIRED,
        /** The time of the verification is before the certificate's begin. */
        NOT_YET_VALID,
        /** No chain of valid certificates leads to a root that is valid itself. */
        NO_CHAIN,
        /** A certificate of the chain is restricted to uses that verification does not accept. */
        WRONG_USAGE,
        /** A certificate of the chain is signed with a broken digest, or is of a short key. */
        WEAK_SIGNATURE,
        /** It is the certificate of an authority, which certifies signers and does not sign. */
        SIGNER_IS_AUTHORITY,
        /** The root of the chain is not a certificate authority. */
        ROOT_IS_NO_AUTHORITY
    }

    private final String source;
    private final Reason reason;
    private final String text;

    /**
     * @param source where the certificate comes from
     * @param reason why it is not trusted
     * @param text the same in words, to follow the source in a sentence
     */
    public UntrustedCertificateException(String source, Reason reason, String text) {
        super(source + ": " + text);
        this.source = source;
        this.reason = reason;
        this.text = text;
    }

    /** Where the certificate comes from. */
    public String source() {
        return source;
    }

    /** Why it is not trusted. */
    public Reason reason() {
        return reason;
    }

    /** The same in words, as a sentence without its final stop. */
    public String text() {
        return text;
    }
}
