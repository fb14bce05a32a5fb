package io.jenkins.plugins.intoto.predicate;

import io.jenkins.plugins.intoto.statement.Place;
import io.jenkins.plugins.intoto.statement.Statement;
import java.util.List;

/**
 * Checks predicates of known types against what their specifications demand: that what is required is there, that what is
 * there is of the right kind, and that no member has a name that some readers take for another (see
 * {@link io.jenkins.plugins.intoto.statement.ConfusableNames}). Members that a specification does not know are ignored.
 */
public final class PredicateCheck {
    private PredicateCheck() {}

    /**
     * @param statement any statement
     * @return what is wrong with its predicate, in the order of the specification, at most a hundred defects; empty if all
     *     is well, or if nothing is known of its type
     */
    public static List<PredicateDefect> of(Statement statement) {
        var type = PredicateType.of(statement);
        if (type.isEmpty()) {
            return List.of();
        }
        var defects = new PredicateDefects();
        var predicate =
                new Checked(statement.predicate(), Place.of(statement.source()).member("predicate"), defects);
        switch (type.get()) {
            case SLSA_PROVENANCE_V1 -> SlsaChecks.provenance(predicate);
            case SLSA_PROVENANCE_V0_2 -> SlsaChecks.oldProvenance(predicate);
            case VERIFICATION_SUMMARY -> SlsaChecks.verificationSummary(predicate);
            case LINK -> new LinkCheck(statement, defects).check(predicate);
            case TEST_RESULT -> FrameworkChecks.testResult(predicate);
            case VULNERABILITIES_V0_2 -> VulnerabilityChecks.current(predicate);
            case VULNERABILITIES_V0_1 -> VulnerabilityChecks.old(predicate);
            case COSIGN_VULNERABILITIES -> VulnerabilityChecks.cosign(predicate);
            case COSIGN_CUSTOM -> FrameworkChecks.cosignCustom(predicate);
            case SPDX_2 -> SpdxChecks.version2(predicate, statement.predicateType());
            case SPDX_3 -> SpdxChecks.version3(predicate, statement.predicateType());
            case CYCLONEDX -> CycloneDxCheck.check(predicate, statement.predicateType());
            case SCAI -> FrameworkChecks.scai(predicate);
            case RUNTIME_TRACE -> FrameworkChecks.runtimeTrace(predicate);
            case RELEASE -> FrameworkChecks.release(predicate);
            case REFERENCE -> FrameworkChecks.reference(predicate);
            case SIMPLE_VERIFICATION_RESULT -> FrameworkChecks.verificationResult(predicate, statement.predicateType());
        }
        return defects.asList();
    }

    /**
     * Demands that a statement's predicate is what its type says.
     *
     * @param statement any statement
     * @return the statement
     * @throws MalformedPredicateException if it is not
     */
    public static Statement require(Statement statement) throws MalformedPredicateException {
        var defects = of(statement);
        if (!defects.isEmpty()) {
            throw new MalformedPredicateException(statement.source(), defects);
        }
        return statement;
    }
}
