package io.jenkins.plugins.intoto.engine.statement;

/** The versions of the statement layer of the Attestation Framework. */
public enum StatementVersion {
    /** Version 1, the only one that is written. */
    V1("https://in-toto.io/Statement/v1"),
    /** Version 0.1, which GitHub, cosign and SLSA generators wrote for years and some still do. */
    V0_1("https://in-toto.io/Statement/v0.1");

    private final String uri;

    StatementVersion(String uri) {
        this.uri = uri;
    }

    /** The value of {@code _type}. */
    public String uri() {
        return uri;
    }
}
