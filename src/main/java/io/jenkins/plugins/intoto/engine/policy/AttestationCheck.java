package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.policy.rule.RuleVariables;
import io.jenkins.plugins.intoto.engine.predicate.PredicateCheck;
import io.jenkins.plugins.intoto.engine.predicate.PredicateDefect;
import io.jenkins.plugins.intoto.engine.predicate.PredicateType;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Checks what one attestation says. What does not depend on the expectation is found out at most once, and only if its
 * signature is one that counts.
 */
final class AttestationCheck {
    private static final String RESULT = "verificationResult";

    private final Statement statement;
    private final Instant now;
    private List<PredicateDefect> defects;
    private RuleVariables variables;

    AttestationCheck(Statement statement, Instant now) {
        this.statement = statement;
        this.now = now;
    }

    /**
     * Why it does not meet an expectation as a statement by a signer; empty if it does. A predicate that is not all that its
     * type demands still counts, unless the expectation is strict, or what is wrong decides.
     */
    Optional<Denial> check(Expectation expectation, SigningFunctionary signer) {
        return unsound(expectation)
                .or(() -> RoleCheck.check(statement, signer.functionary()))
                .or(this::failed)
                .or(() -> rules(expectation))
                .or(() -> expectation.freshness().flatMap(freshness -> new FreshnessCheck(freshness, now)
                        .check(statement, signer.observed())));
    }

    /** All that is wrong with its predicate. */
    List<PredicateDefect> defects() {
        if (defects == null) {
            defects = PredicateCheck.of(statement);
        }
        return defects;
    }

    private Optional<Denial> unsound(Expectation expectation) {
        if (!expectation.strict()) {
            return Optional.empty();
        }
        return defects().stream()
                .findFirst()
                .map(found -> new Denial(
                        switch (found.kind()) {
                            case MISSING -> CandidateStatus.FIELD_MISSING;
                            case MALFORMED -> CandidateStatus.FIELD_MALFORMED;
                        },
                        found.pointer(),
                        "it is not a valid " + DisplayText.of(statement.predicateType()) + ": "
                                + DisplayText.of(found.sentence())));
    }

    /** A verification summary of anything but a pass vouches for nothing (SLSA, "Verifying artifacts", for consumers). */
    private Optional<Denial> failed() {
        if (!PredicateType.of(statement).equals(Optional.of(PredicateType.VERIFICATION_SUMMARY))) {
            return Optional.empty();
        }
        var result = statement.predicate().get(RESULT);
        if ("PASSED".equals(result)) {
            return Optional.empty();
        }
        var pointer = "/predicate/" + RESULT;
        if ("FAILED".equals(result)) {
            return Optional.of(new Denial(
                    CandidateStatus.ATTRIBUTE_FALSE, pointer, "the verification that it tells of has failed"));
        }
        return Optional.of(
                result == null || result.equals("")
                        ? new Denial(CandidateStatus.FIELD_MISSING, pointer, "it tells no result of a verification")
                        : new Denial(
                                CandidateStatus.FIELD_MALFORMED,
                                pointer,
                                "its result of a verification is neither PASSED nor FAILED"));
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
