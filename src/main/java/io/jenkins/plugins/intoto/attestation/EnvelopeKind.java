package io.jenkins.plugins.intoto.attestation;

/** What an attestation is wrapped in, by the words that jobs have for it. */
public enum EnvelopeKind {
    /** An envelope, as in-toto's own tools expect it. */
    DSSE,
    /** A Sigstore bundle with the envelope in it. */
    SIGSTORE
}
