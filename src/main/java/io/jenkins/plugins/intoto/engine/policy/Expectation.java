package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.policy.rule.AttributeRule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One demand on an artifact: attestations of a predicate type by enough functionaries, each of which fulfils all the rest
 * (ITE-10, {@code expectedPredicates}).
 *
 * @param predicateType the type as the policy has it
 * @param functionaries whose attestations count; not empty
 * @param threshold how many functionaries must have made one, at least 1
 * @param rules what an attestation must say
 * @param freshness how old it may be
 * @param strict whether an attestation counts only if its predicate is all that its type demands, not just what decides
 */
public record Expectation(
        String predicateType,
        List<Functionary> functionaries,
        int threshold,
        List<AttributeRule> rules,
        Optional<Freshness> freshness,
        boolean strict) {

    /** Copies the lists. */
    public Expectation {
        functionaries = List.copyOf(functionaries);
        rules = List.copyOf(rules);
    }

    /** The names of the functionaries. */
    public Set<String> functionaryNames() {
        var names = new LinkedHashSet<String>();
        functionaries.forEach(functionary -> names.add(functionary.name()));
        return names;
    }
}
