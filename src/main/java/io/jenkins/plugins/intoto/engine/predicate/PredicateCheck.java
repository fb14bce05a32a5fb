package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.statement.Place;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks predicates of known types against what their specifications demand: that what is required is there, that what is
 * there is of the right kind, and that no member has a name that some readers take for another (see
 * {@link io.jenkins.plugins.intoto.engine.statement.ConfusableNames}). Members that a specification does not know are ignored.
 */
public final class PredicateCheck {
    private PredicateCheck() {}

    /**
     * @param statement any statement
     * @return what is wrong with its predicate, in the order of the specification, at most a hundred defects; empty if all
     *     is well, or if nothing is known of its type
     */
    public static List<PredicateDefect> of(Statement statement) {
        return of(statement, Set.of());
    }

    private static List<PredicateDefect> of(Statement statement, Set<String> unsaid) {
        var type = PredicateType.of(statement);
        if (type.isEmpty()) {
            return List.of();
        }
        var place = Place.of(statement.source()).member("predicate");
        var defects = new PredicateDefects(
                unsaid.stream().map(place.pointer()::concat).collect(Collectors.toSet()));
        check(type.get(), statement.predicateType(), new Checked(statement.predicate(), place, defects));
        if (type.get() == PredicateType.LINK) {
            LinkCheck.checkSubjects(statement, defects);
        }
        return defects.asList();
    }

    /**
     * @param type the known type
     * @param uri the URI that it stands under
     * @param predicate the predicate, with the place that its defects are told relative to
     */
    static void check(PredicateType type, String uri, Checked predicate) {
        switch (type) {
            case SLSA_PROVENANCE_V1 -> SlsaChecks.provenance(predicate);
            case SLSA_PROVENANCE_V0_2 -> SlsaChecks.oldProvenance(predicate);
            case VERIFICATION_SUMMARY -> SlsaChecks.verificationSummary(predicate);
            case LINK -> LinkCheck.check(predicate, uri);
            case TEST_RESULT -> FrameworkChecks.testResult(predicate);
            case VULNERABILITIES_V0_2 -> VulnerabilityChecks.current(predicate);
            case VULNERABILITIES_V0_1 -> VulnerabilityChecks.old(predicate);
            case COSIGN_VULNERABILITIES -> VulnerabilityChecks.cosign(predicate);
            case OPENVEX -> OpenVexCheck.check(predicate);
            case COSIGN_CUSTOM -> FrameworkChecks.cosignCustom(predicate);
            case SPDX_2 -> SpdxChecks.version2(predicate, uri);
            case SPDX_3 -> SpdxChecks.version3(predicate, uri);
            case CYCLONEDX -> CycloneDxCheck.check(predicate, uri);
            case SCAI -> FrameworkChecks.scai(predicate);
            case RUNTIME_TRACE -> FrameworkChecks.runtimeTrace(predicate);
            case RELEASE -> FrameworkChecks.release(predicate);
            case REFERENCE -> FrameworkChecks.reference(predicate);
            case SIMPLE_VERIFICATION_RESULT -> FrameworkChecks.verificationResult(predicate, uri);
        }
    }

    /**
     * Demands that a statement's predicate is what its type says.
     *
     * @param statement any statement
     * @return the statement
     * @throws MalformedPredicateException if it is not
     */
    public static Statement require(Statement statement) throws MalformedPredicateException {
        return require(statement, Set.of());
    }

    /**
     * Demands that a statement's predicate is what its type says, but for what its source did not say.
     *
     * @param statement any statement
     * @param unsaid JSON pointers into the predicate of members that may be missing
     * @return the statement
     * @throws MalformedPredicateException if it is not
     */
    static Statement require(Statement statement, Set<String> unsaid) throws MalformedPredicateException {
        var defects = of(statement, unsaid);
        if (!defects.isEmpty()) {
            throw new MalformedPredicateException(statement.source(), defects);
        }
        return statement;
    }
}
