package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.predicate.PredicateDefect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known so far of one expectation of one artifact. */
final class ExpectationState {
    private final Expectation expectation;
    private final String pointer;
    private final CandidateList candidates = new CandidateList();
    private final ThresholdCount signers;
    private final Set<String> functionaries = new LinkedHashSet<>();
    private final Set<Place> considered = new HashSet<>();
    private int consideredCount;
    private int unneeded;

    /** Where an attestation stands. */
    record Place(String source, int line) {}

    ExpectationState(Expectation expectation, String pointer) {
        this.expectation = expectation;
        this.pointer = pointer;
        this.signers = new ThresholdCount(expectation.threshold());
    }

    Expectation expectation() {
        return expectation;
    }

    /** Whether it is met, whatever comes. */
    boolean isMet() {
        return signers.count() >= expectation.threshold();
    }

    /** Takes in that there is an attestation of the right type, about the artifact, that nobody needs. */
    void addUnneeded(Place place) {
        note(place);
        unneeded++;
    }

    /** Takes in what an attestation of the right type, about the artifact, is worth. */
    void add(Place place, SignerOutcome signed, AttestationCheck attestation) {
        note(place);
        if (signed.signers().isEmpty()) {
            add(place, Optional.empty(), signed.denial().orElseThrow());
            return;
        }
        var best = Optional.<Candidate>empty();
        for (var signer : signed.signers()) {
            var name = signer.functionary().name();
            var denial = attestation.check(expectation, signer);
            if (denial.isEmpty()) {
                signers.add(signer);
                functionaries.add(name);
            }
            var candidate = candidate(
                    place,
                    Optional.of(name),
                    denial.orElse(new Denial(CandidateStatus.ACCEPTED, "", "it counts")),
                    attestation.defects());
            if (best.isEmpty() || candidate.status().compareTo(best.get().status()) > 0) {
                best = Optional.of(candidate);
            }
        }
        candidates.add(best.orElseThrow());
    }

    /** Takes in why an attestation of the right type does not count. */
    void add(Place place, Optional<String> functionary, Denial denial) {
        note(place);
        candidates.add(candidate(place, functionary, denial, List.of()));
    }

    private void note(Place place) {
        if (considered.add(place)) {
            consideredCount++;
        }
        if (considered.size() > 2 * TypeLines.MOST_PLACES) {
            considered.remove(place); // the first lines of a type are all that is ever asked for
        }
    }

    private static Candidate candidate(
            Place place, Optional<String> functionary, Denial denial, List<PredicateDefect> remarks) {
        return new Candidate(
                place.source(),
                place.line(),
                functionary,
                denial.status(),
                denial.pointer(),
                denial.sentence(),
                remarks);
    }

    /**
     * The verdict when all attestations were taken in.
     *
     * @param ofType all attestations of the right type
     */
    ExpectationVerdict verdict(TypeLines ofType) {
        var listed = new ArrayList<>(candidates.best());
        for (var malformed : ofType.malformed()) {
            if (listed.size() < CandidateList.MOST_CANDIDATES) {
                listed.add(malformed);
            }
        }
        for (var place : ofType.first()) {
            if (!considered.contains(place) && listed.size() < CandidateList.MOST_CANDIDATES) {
                listed.add(candidate(
                        place,
                        Optional.empty(),
                        new Denial(CandidateStatus.WRONG_SUBJECT, "/subject", "it is about other artifacts"),
                        List.of()));
            }
        }
        var counts = new java.util.EnumMap<CandidateStatus, Integer>(CandidateStatus.class);
        counts.putAll(candidates.counts());
        if (ofType.malformedCount() > 0) {
            counts.put(CandidateStatus.MALFORMED_STATEMENT, ofType.malformedCount());
        }
        if (unneeded > 0) {
            counts.put(CandidateStatus.NOT_NEEDED, unneeded);
        }
        int others = ofType.count() - consideredCount;
        if (others > 0) {
            counts.merge(CandidateStatus.WRONG_SUBJECT, others, Integer::sum);
        }
        return new ExpectationVerdict(
                expectation, pointer, signers.count(), List.copyOf(functionaries), listed, counts);
    }

    /** The lines of a predicate type: all are counted, the first kept. */
    static final class TypeLines {
        static final int MOST_PLACES = 10;

        private final List<Place> first = new ArrayList<>();
        private final List<Candidate> malformed = new ArrayList<>();
        private int count;
        private int malformedCount;

        void add(Place place) {
            count++;
            if (first.size() < MOST_PLACES) {
                first.add(place);
            }
        }

        /** Takes in one that is of the type, but no sound statement, so that nobody can tell what it is about. */
        void addMalformed(Place place, Denial denial) {
            malformedCount++;
            if (malformed.size() < MOST_PLACES) {
                malformed.add(candidate(place, Optional.empty(), denial, List.of()));
            }
        }

        List<Candidate> malformed() {
            return malformed;
        }

        int malformedCount() {
            return malformedCount;
        }

        List<Place> first() {
            return first;
        }

        int count() {
            return count;
        }
    }
}
