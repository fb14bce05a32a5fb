package io.jenkins.plugins.intoto.engine.envelope;

/** How metadata and its signatures are put together. */
public enum EnvelopeFormat {
    /** {@code {"signatures": […], "signed": {…}}}: signatures in hex over canonical JSON; every implementation reads it. */
    METABLOCK,
    /** A DSSE envelope (DSSE 1.0): signatures in base64 over the payload's bytes. */
    DSSE
}
