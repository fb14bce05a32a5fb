package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.archive.PastVerification;
import java.util.ArrayList;

/** The in-toto of a run in a few words. */
final class SummaryWords {
    private SummaryWords() {}

    /**
     * @param verdict what the verifications came to; null if there was none
     */
    static String of(int links, int attestations, PastVerification verdict) {
        var words = new ArrayList<String>();
        if (links > 0 || (verdict == null && attestations == 0)) {
            words.add(links + (links == 1 ? " link" : " links"));
        }
        if (attestations > 0) {
            words.add(attestations + (attestations == 1 ? " attestation" : " attestations"));
        }
        if (verdict != null) {
            words.add(
                    verdict.isPassed()
                            ? "verified against " + verdict.getLayout()
                            : "not verified against " + verdict.getLayout() + " (" + verdict.getFailures()
                                    + (verdict.getFailures() == 1 ? " failure)" : " failures)"));
        }
        return String.join(", ", words);
    }
}
