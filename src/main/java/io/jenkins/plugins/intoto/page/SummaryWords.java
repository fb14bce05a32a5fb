package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.archive.PastVerification;
import io.jenkins.plugins.intoto.archive.RuleOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The in-toto of a run in a few words. */
final class SummaryWords {
    private SummaryWords() {}

    /**
     * @param verdict what the verifications came to; null if there was none
     */
    static String of(int links, int attestations, List<RuleOutcome> rules, PastVerification verdict) {
        var words = new ArrayList<String>();
        if (links > 0 || (verdict == null && attestations == 0 && rules.isEmpty())) {
            words.add(links + (links == 1 ? " link" : " links"));
        }
        if (attestations > 0) {
            words.add(attestations + (attestations == 1 ? " attestation" : " attestations"));
        }
        addRules(words, "attested by rule ", rules, rule -> rule.getProblem() == null);
        addRules(words, "not attested by rule ", rules, rule -> rule.getProblem() != null);
        if (verdict != null) {
            words.add(
                    verdict.isPassed()
                            ? "verified against " + verdict.getLayout()
                            : "not verified against " + verdict.getLayout() + " (" + verdict.getFailures()
                                    + (verdict.getFailures() == 1 ? " failure)" : " failures)"));
        }
        return String.join(", ", words);
    }

    private static void addRules(
            List<String> words, String before, List<RuleOutcome> rules, Predicate<RuleOutcome> condition) {
        var names = rules.stream()
                .filter(condition)
                .map(RuleOutcome::getRule)
                .distinct()
                .collect(Collectors.joining(" and "));
        if (!names.isEmpty()) {
            words.add(before + names);
        }
    }
}
