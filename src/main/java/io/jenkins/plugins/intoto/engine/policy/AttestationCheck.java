package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.policy.rule.RuleVariables;
import io.jenkins.plugins.intoto.engine.predicate.PredicateCheck;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Instant;
import java.util.Optional;

/**
 * Checks what one attestation says. What does not depend on the expectation is found out at most once, and only if its
 * signature is one that counts.
 */
final class AttestationCheck {
    private final Statement statement;
    private final Instant now;
    private Optional<Denial> defect;
    private RuleVariables variables;

    AttestationCheck(Statement statement, Instant now) {
        this.statement = statement;
        this.now = now;
    }

    /** Why it does not meet an expectation as a statement by a signer; empty if it does. */
    Optional<Denial> check(Expectation expectation, Signer signer) {
        return defect().or(() -> RoleCheck.check(statement, signer.functionary()))
                .or(() -> rules(expectation))
                .or(() -> expectation.freshness().flatMap(freshness -> new FreshnessCheck(freshness, now)
                        .check(statement, signer.observed())));
    }

    private Optional<Denial> defect() {
        if (defect == null) {
            defect = PredicateCheck.of(statement).stream()
                    .findFirst()
                    .map(found -> new Denial(
                            found.reason().startsWith("has no")
                                    ? CandidateStatus.FIELD_MISSING
                                    : CandidateStatus.FIELD_MALFORMED,
                            found.pointer(),
                            "it is no sound " + DisplayText.of(statement.predicateType()) + ": "
                                    + DisplayText.of(found.sentence())));
        }
        return defect;
    }

    private Optional<Denial> rules(Expectation expectation) {
        for (var rule : expectation.rules()) {
            var denial = rule.check(variables()).map(Denial::of);
            if (denial.isPresent()) {
                return denial;
            }
        }
        return Optional.empty();
    }

    private RuleVariables variables() {
        if (variables == null) {
            var subjects =
                    statement.subjects().stream().map(ResourceDescriptor::toMap).toList();
            variables = new RuleVariables(subjects, statement.predicateType(), statement.predicate(), now);
        }
        return variables;
    }
}
