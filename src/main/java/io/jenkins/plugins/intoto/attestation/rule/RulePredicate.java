package io.jenkins.plugins.intoto.attestation.rule;

import io.jenkins.plugins.intoto.engine.predicate.PredicateType;

/** What a rule has attested, by the words that configurations have for it. */
enum RulePredicate {
    /** How the run built: SLSA provenance. */
    PROVENANCE(PredicateType.SLSA_PROVENANCE_V1),
    /** How the tests went that the run has published, if it has published any. */
    TEST_RESULTS(PredicateType.TEST_RESULT);

    private final PredicateType type;

    RulePredicate(PredicateType type) {
        this.type = type;
    }

    /** The URI of its type. */
    String type() {
        return type.uri();
    }
}
