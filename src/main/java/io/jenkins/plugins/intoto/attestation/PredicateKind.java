package io.jenkins.plugins.intoto.attestation;

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
    OTHER
}
