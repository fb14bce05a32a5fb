package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.policy.ExpectationState.Place;
import io.jenkins.plugins.intoto.engine.policy.ExpectationState.TypeLines;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known so far of one artifact. */
final class ArtifactState {
    private final PolicySubject subject;
    private final List<ExpectationState> expectations = new ArrayList<>();
    private int attestations;

    ArtifactState(Policy policy, PolicySubject subject) {
        this.subject = subject;
        for (int i = 0; i < policy.subjects().size(); i++) {
            var rule = policy.subjects().get(i);
            for (int k = 0;
                    rule.covers(subject.name()) && k < rule.expectations().size();
                    k++) {
                expectations.add(new ExpectationState(
                        rule.expectations().get(k), "/subjects/" + i + "/expectedPredicates/" + k));
            }
        }
    }

    PolicySubject subject() {
        return subject;
    }

    List<ExpectationState> expectations() {
        return expectations;
    }

    /** Takes in a statement about this artifact, and tells for which expectations its signature matters. */
    List<ExpectationState> concerned(Statement statement, Place place) {
        attestations++;
        var ofType = expectations.stream()
                .filter(state -> PredicateTypes.matches(state.expectation().predicateType(), statement.predicateType()))
                .toList();
        ofType.forEach(state -> state.note(place));
        var contradiction = contradiction(statement);
        contradiction.ifPresent(denial -> ofType.forEach(state -> state.add(place, denial)));
        return contradiction.isPresent() ? List.of() : ofType;
    }

    /** Of digests that disagree one is wrong, and nobody can tell which artifact was meant. */
    private Optional<Denial> contradiction(Statement statement) {
        var denial = Optional.<Denial>empty();
        for (int i = 0; i < statement.subjects().size(); i++) {
            var digests = statement.subjects().get(i).digest();
            if (digests.matches(subject.digests())) {
                if (!digests.contradicts(subject.digests())) {
                    return Optional.empty();
                }
                denial = Optional.of(new Denial(
                        CandidateStatus.WRONG_SUBJECT,
                        "/subject/" + i + "/digest",
                        "one of its digests is the artifact's, another is not"));
            }
        }
        return denial;
    }

    ArtifactVerdict verdict(Map<String, TypeLines> types) {
        return new ArtifactVerdict(
                subject,
                attestations,
                expectations.stream()
                        .map(state ->
                                state.verdict(types.get(state.expectation().predicateType()), subject))
                        .toList());
    }
}
