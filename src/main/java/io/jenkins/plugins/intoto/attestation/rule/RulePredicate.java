package io.jenkins.plugins.intoto.attestation.rule;

/** What a rule has attested, by the words that configurations have for it. */
enum RulePredicate {
    /** How the run built: SLSA provenance. */
    PROVENANCE,
    /** How the tests went that the run has published, if it has published any. */
    TEST_RESULTS
}
