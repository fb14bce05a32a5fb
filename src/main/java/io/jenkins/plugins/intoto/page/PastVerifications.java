package io.jenkins.plugins.intoto.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The last verifications of a run. It is saved with the run, so earlier ones are forgotten; their reports stay. Immutable. */
final class PastVerifications {
    private static final int MOST = 20;

    private final List<VerificationSummary> verifications;

    /** None yet. */
    PastVerifications() {
        this(List.of());
    }

    private PastVerifications(List<VerificationSummary> verifications) {
        // Such lists can be saved, those of streams and sublists cannot.
        this.verifications = new ArrayList<>(verifications);
    }

    /** These and one more. */
    PastVerifications with(VerificationSummary verification) {
        var all = new ArrayList<>(verifications);
        all.add(verification);
        return new PastVerifications(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    List<VerificationSummary> newestFirst() {
        var reversed = new ArrayList<>(verifications);
        Collections.reverse(reversed);
        return List.copyOf(reversed);
    }

    /** Of the last verifications by each layout, one that did not pass if there is any. */
    Optional<VerificationSummary> verdict() {
        var lastByLayout = new LinkedHashMap<String, VerificationSummary>();
        newestFirst()
                .forEach(verification -> lastByLayout.putIfAbsent(
                        verification.isPolicy() + " " + verification.getLayout(), verification));
        return lastByLayout.values().stream().min(Comparator.comparing(VerificationSummary::isPassed));
    }
}
