package io.jenkins.plugins.intoto.attest;

import hudson.Util;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What an attestation says, by the words that jobs have for it. */
enum PredicateKind {
    /** How the run built: SLSA provenance. */
    PROVENANCE,
    /** How the tests went that the run has published. */
    TEST_RESULT,
    /** What is inside: a file in CycloneDX or SPDX. */
    SBOM,
    /** What a scan found: a file. */
    VULNS,
    /** Anything, whose type is given. */
    OTHER;

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /**
     * @throws IllegalArgumentException if there is no such kind
     */
    static PredicateKind of(String word) {
        var wanted = Util.fixNull(word).trim();
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("predicate is one of "
                        + Arrays.stream(values()).map(PredicateKind::word).collect(Collectors.joining(", "))
                        + ", not \"" + wanted + "\""));
    }
}
