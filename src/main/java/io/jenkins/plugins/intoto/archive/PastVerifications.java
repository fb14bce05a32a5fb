package io.jenkins.plugins.intoto.archive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The last verifications of a run. It is saved with the run, so earlier ones are forgotten; their reports stay. A failure
 * against a layout or policy of the global configuration is not forgotten until the same question has another answer: builds
 * cannot flush it out. Immutable.
 */
public final class PastVerifications {
    private static final int MOST = 20;
    private static final int MOST_FAILURES = 100;

    private final List<PastVerification> verifications;

    /** None yet. */
    PastVerifications() {
        this(List.of());
    }

    private PastVerifications(List<PastVerification> verifications) {
        // Such lists can be saved, those of streams and sublists cannot.
        this.verifications = new ArrayList<>(verifications);
    }

    /** These and one more. */
    PastVerifications with(PastVerification verification) {
        var all = new ArrayList<>(verifications);
        all.removeIf(verification::isAgain);
        all.add(verification);
        var standing = Set.copyOf(standingFailures(all));
        int surplus = all.size() - MOST;
        var kept = new ArrayList<PastVerification>();
        int failures = 0;
        for (var each : all) {
            if (standing.contains(each) && failures++ < MOST_FAILURES || surplus-- <= 0) {
                kept.add(each);
            }
        }
        return new PastVerifications(kept);
    }

    /** Those against what an administrator has entered that still are the last answers to their questions. */
    private static List<PastVerification> standingFailures(List<PastVerification> all) {
        return lastAnswers(all).stream()
                .filter(verification -> !verification.isPassed() && !verification.isFromBuild())
                .toList();
    }

    private static Collection<PastVerification> lastAnswers(List<PastVerification> all) {
        var last = new LinkedHashMap<String, PastVerification>();
        for (int i = all.size() - 1; i >= 0; i--) {
            last.putIfAbsent(all.get(i).question(), all.get(i));
        }
        return last.values();
    }

    /** All that are remembered, the last one first. */
    public List<PastVerification> newestFirst() {
        var reversed = new ArrayList<>(verifications);
        Collections.reverse(reversed);
        return List.copyOf(reversed);
    }

    /**
     * Of the last answers to each question, one that did not pass if there is any; by what an administrator has entered before
     * what a build brought along.
     */
    public Optional<PastVerification> verdict() {
        return lastAnswers(verifications).stream()
                .min(Comparator.comparing(PastVerification::isPassed).thenComparing(PastVerification::isFromBuild));
    }
}
