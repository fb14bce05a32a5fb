package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.predicate.PredicateDefect;
import io.jenkins.plugins.intoto.engine.statement.Statement;
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

    /** Where an attestation stands, and the digest that identifies its line. */
    record Place(String source, int line, String sha256) {}

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

    /** Takes in that nobody needs an attestation that was {@linkplain #note noted}. */
    void addUnneeded() {
        unneeded++;
    }

    /** Takes in what an attestation is worth that was {@linkplain #note noted}. */
    void add(Place place, SignerOutcome signed, AttestationCheck attestation) {
        if (signed.signers().isEmpty()) {
            add(place, signed.denial().orElseThrow());
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

    /** Takes in why an attestation that was {@linkplain #note noted} does not count, whoever signed it. */
    void add(Place place, Denial denial) {
        candidates.add(candidate(place, Optional.empty(), denial, List.of()));
    }

    /** Takes in that there is an attestation of the right type, about the artifact. */
    void note(Place place) {
        if (considered.add(place)) {
            consideredCount++;
        }
        if (considered.size() > 2 * TypeLines.MOST_PLACES) {
            considered.remove(place); // the first lines of a type are all that is ever asked for
        }
    }

    private static Candidate candidate(
            Place place, Optional<String> functionary, Denial denial, List<PredicateDefect> remarks) {
        return candidate(place, functionary, denial, remarks, Optional.empty());
    }

    private static Candidate candidate(
            Place place,
            Optional<String> functionary,
            Denial denial,
            List<PredicateDefect> remarks,
            Optional<PolicySubject> meant) {
        return new Candidate(
                place.source(),
                place.line(),
                place.sha256(),
                functionary,
                denial.status(),
                denial.pointer(),
                denial.sentence(),
                remarks,
                meant);
    }

    /**
     * The verdict when all attestations were taken in.
     *
     * @param ofType all attestations of the right type
     * @param artifact the artifact
     */
    ExpectationVerdict verdict(TypeLines ofType, PolicySubject artifact) {
        var listed = new ArrayList<>(candidates.best());
        for (var malformed : ofType.malformed()) {
            if (listed.size() < CandidateList.MOST_CANDIDATES) {
                listed.add(malformed);
            }
        }
        for (var first : ofType.first()) {
            if (!considered.contains(first.place()) && listed.size() < CandidateList.MOST_CANDIDATES) {
                listed.add(candidate(
                        first.place(),
                        Optional.empty(),
                        new Denial(CandidateStatus.WRONG_SUBJECT, "/subject", "it is about other artifacts"),
                        List.of(),
                        first.meantFor(artifact)));
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

    /** One of the first lines of a predicate type, and the first artifacts that it is about. */
    record FirstLine(Place place, List<PolicySubject> subjects) {
        private static final int MOST_SUBJECTS = 100;

        static FirstLine of(Place place, Statement statement) {
            return new FirstLine(
                    place,
                    statement.subjects().stream()
                            .limit(MOST_SUBJECTS)
                            .map(subject -> new PolicySubject(subject.name().orElse(""), subject.digest()))
                            .toList());
        }

        /** The subject that seems to be meant for an artifact whose digests it does not have. */
        Optional<PolicySubject> meantFor(PolicySubject artifact) {
            return subjects.size() == 1
                    ? Optional.of(subjects.get(0))
                    : subjects.stream()
                            .filter(subject -> fileName(subject).equals(fileName(artifact)))
                            .findFirst();
        }

        private static String fileName(PolicySubject subject) {
            return subject.name().substring(subject.name().lastIndexOf('/') + 1);
        }
    }

    /** The lines of a predicate type: all are counted, the first kept. */
    static final class TypeLines {
        static final int MOST_PLACES = 10;

        private final List<FirstLine> first = new ArrayList<>();
        private final List<Candidate> malformed = new ArrayList<>();
        private int count;
        private int malformedCount;

        void add(Place place, Statement statement) {
            count++;
            if (!isFull()) {
                first.add(FirstLine.of(place, statement));
            }
        }

        /** Whether no more are kept. */
        boolean isFull() {
            return first.size() >= MOST_PLACES;
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

        List<FirstLine> first() {
            return first;
        }

        int count() {
            return count;
        }
    }
}
