package io.jenkins.plugins.intoto.engine.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The candidates of an expectation: all are counted, and the best of them kept, however many there are. */
final class CandidateList {
    /** How many candidates are kept. */
    static final int MOST_CANDIDATES = 50;

    private static final Comparator<Candidate> BEST_FIRST =
            Comparator.comparing(Candidate::status).reversed();

    private final List<Candidate> kept = new ArrayList<>();
    private final Map<CandidateStatus, Integer> counts = new EnumMap<>(CandidateStatus.class);

    void add(Candidate candidate) {
        counts.merge(candidate.status(), 1, Integer::sum);
        kept.add(candidate);
        if (kept.size() >= 2 * MOST_CANDIDATES) {
            var best = best();
            kept.clear();
            kept.addAll(best);
        }
    }

    /** The best, those that count first, otherwise in the order of the bundle. */
    List<Candidate> best() {
        return kept.stream().sorted(BEST_FIRST).limit(MOST_CANDIDATES).toList();
    }

    Map<CandidateStatus, Integer> counts() {
        return counts;
    }
}
