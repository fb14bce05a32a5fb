package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.archive.PastVerification;
import io.jenkins.plugins.intoto.archive.RuleOutcome;
import io.jenkins.plugins.intoto.archive.RuleOutcome.Success;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The in-toto of a run in a few words. */
final class SummaryWords {
    private SummaryWords() {}

    /**
     * @param verdict what the verifications came to; null if there was none
     */
    static String of(int links, int attestations, List<RuleOutcome> rules, PastVerification verdict) {
        var words = new ArrayList<String>();
        if (links > 0 || (verdict == null && attestations == 0 && rules.isEmpty())) {
            words.add(Messages.SummaryWords_Links(links));
        }
        if (attestations > 0) {
            words.add(Messages.SummaryWords_Attestations(attestations));
        }
        addRules(words, Messages::SummaryWords_AttestedBy, rules, Success.FULL);
        addRules(words, Messages::SummaryWords_AttestedWithProblemsBy, rules, Success.PARTIAL);
        addRules(words, Messages::SummaryWords_NotAttestedBy, rules, Success.NONE);
        if (verdict != null) {
            words.add(
                    verdict.isPassed()
                            ? Messages.SummaryWords_Verified(verdict.getLayout())
                            : Messages.SummaryWords_NotVerified(verdict.getLayout(), verdict.getFailures()));
        }
        return String.join(", ", words);
    }

    private static void addRules(
            List<String> words, Function<Object, String> sentence, List<RuleOutcome> rules, Success success) {
        rules.stream()
                .filter(rule -> rule.success() == success)
                .map(RuleOutcome::getRule)
                .distinct()
                .reduce(Messages::SummaryWords_And)
                .ifPresent(names -> words.add(sentence.apply(names)));
    }
}
