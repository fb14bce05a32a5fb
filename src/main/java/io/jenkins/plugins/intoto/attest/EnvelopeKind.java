package io.jenkins.plugins.intoto.attest;

import hudson.Util;
import java.util.Locale;

/** What an attestation is wrapped in, by the words that jobs have for it. */
enum EnvelopeKind {
    /** An envelope, as in-toto's own tools expect it. */
    DSSE,
    /** A Sigstore bundle with the envelope in it. */
    SIGSTORE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if there is no such kind
     */
    static EnvelopeKind of(String word) {
        return switch (Util.fixNull(word).trim()) {
            case "dsse" -> DSSE;
            case "sigstore" -> SIGSTORE;
            default -> throw new IllegalArgumentException("format is dsse or sigstore, not \"" + word + "\"");
        };
    }
}
