package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.json.JsonPointer;
import io.jenkins.plugins.intoto.engine.policy.rule.RuleFields;
import io.jenkins.plugins.intoto.engine.predicate.PredicateType;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that a signer stands for the builder or the verifier that the attestation names. */
public final class RoleCheck {
    private static final Map<PredicateType, List<String>> BUILDER = Map.of(
            PredicateType.SLSA_PROVENANCE_V1, List.of("predicate", "runDetails", "builder", "id"),
            PredicateType.SLSA_PROVENANCE_V0_2, List.of("predicate", "builder", "id"));
    private static final Map<PredicateType, List<String>> VERIFIER = Map.of(
            PredicateType.VERIFICATION_SUMMARY, List.of("predicate", "verifier", "id"),
            PredicateType.SIMPLE_VERIFICATION_RESULT, List.of("predicate", "verifier", "id"));

    private RoleCheck() {}

    /** Whether attestations of a type name a builder. */
    public static boolean namesBuilder(PredicateType type) {
        return BUILDER.containsKey(type);
    }

    /** Whether attestations of a type name a verifier. */
    public static boolean namesVerifier(PredicateType type) {
        return VERIFIER.containsKey(type);
    }

    /** Why the functionary does not speak for whom the statement names; empty if it does, or the policy does not say. */
    static Optional<Denial> check(Statement statement, Functionary functionary) {
        var type = PredicateType.of(statement.predicateType());
        if (type.isEmpty()) {
            return Optional.empty();
        }
        var roles = functionary.roles();
        return check(
                        statement,
                        BUILDER.get(type.get()),
                        roles.builderIds(),
                        CandidateStatus.UNTRUSTED_BUILDER,
                        functionary)
                .or(() -> check(
                        statement,
                        VERIFIER.get(type.get()),
                        roles.verifierIds(),
                        CandidateStatus.UNTRUSTED_VERIFIER,
                        functionary));
    }

    private static Optional<Denial> check(
            Statement statement,
            List<String> field,
            Set<String> allowed,
            CandidateStatus status,
            Functionary functionary) {
        if (field == null || allowed.isEmpty()) {
            return Optional.empty();
        }
        var id = RuleFields.valueOf(field, statement.predicate());
        if (id instanceof String text && allowed.contains(text)) {
            return Optional.empty();
        }
        var role = status == CandidateStatus.UNTRUSTED_BUILDER ? "builder" : "verifier";
        return Optional.of(new Denial(
                status,
                JsonPointer.of(field),
                "functionary '" + DisplayText.of(functionary.name()) + "' does not stand for the " + role
                        + (id instanceof String text
                                ? text.isEmpty() ? ", whose id is empty" : " " + DisplayText.of(text)
                                : " that it does not name")));
    }
}
