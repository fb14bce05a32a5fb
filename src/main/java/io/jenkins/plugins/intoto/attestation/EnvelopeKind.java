package io.jenkins.plugins.intoto.attestation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.intoto.engine.remote.Attachment;
import io.jenkins.plugins.intoto.run.Choice;

/** What an attestation is wrapped in, by the words that jobs have for it. */
public enum EnvelopeKind {
    /** An envelope, as in-toto's own tools expect it. */
    DSSE,
    /** A Sigstore bundle with the envelope in it. */
    SIGSTORE;

    /**
     * What a signature by a key is wrapped in.
     *
     * @param format what somebody chose; blank for an envelope, or a Sigstore bundle where only such a one can refer to its image
     * @param attachment where the attestation is kept beside its image
     * @throws AbortException if it is none of the choices
     */
    public static EnvelopeKind of(@CheckForNull String format, Attachment attachment) throws AbortException {
        var chosen = Util.fixEmptyAndTrim(format);
        if (chosen != null) {
            return Choice.of(EnvelopeKind.class, "format", chosen);
        }
        return attachment == Attachment.REFERRERS ? SIGSTORE : DSSE;
    }
}
