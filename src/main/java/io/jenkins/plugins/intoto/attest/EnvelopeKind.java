package io.jenkins.plugins.intoto.attest;

/** What an attestation is wrapped in, by the words that jobs have for it. */
enum EnvelopeKind {
    /** An envelope, as in-toto's own tools expect it. */
    DSSE,
    /** A Sigstore bundle with the envelope in it. */
    SIGSTORE
}
