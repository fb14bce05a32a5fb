package io.jenkins.plugins.intoto.engine.report;

import io.jenkins.plugins.intoto.engine.policy.PolicyVerdict;
import io.jenkins.plugins.intoto.engine.text.Wording;
import io.jenkins.plugins.intoto.engine.verify.LocatedFinding;
import io.jenkins.plugins.intoto.engine.verify.OutcomeWording;
import io.jenkins.plugins.intoto.engine.verify.Verification;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * An outcome or a verdict in short, in the words and numbers of its {@linkplain JsonReport report}.
 *
 * @param passed whether the verification passed
 * @param summary the outcome as one sentence without a final stop
 * @param time when the verification took place
 * @param links how many links count for the steps of the layout; 0 of a policy
 * @param failureCount how many failures there are
 * @param failures the sentences of the failures, at most {@value JsonReport#MOST_FINDINGS}
 * @param warningCount how many warnings there are
 */
public record ReportSummary(
        boolean passed,
        String summary,
        Instant time,
        int links,
        int failureCount,
        List<String> failures,
        int warningCount) {

    /** Copies the list. */
    public ReportSummary {
        failures = List.copyOf(failures);
    }

    /** The outcome of a verification in short. */
    public static ReportSummary of(Verification verification) {
        var failures = LocatedFinding.failures(verification);
        int warnings = LocatedFinding.warnings(verification).size();
        return new ReportSummary(
                verification.passed(),
                Wording.cut(OutcomeWording.summary(verification, failures, warnings), JsonReport.LONGEST_TEXT),
                verification.at(),
                OutcomeWording.countingLinks(verification),
                failures.size(),
                first(failures.stream().map(LocatedFinding::sentence)),
                warnings);
    }

    /** The verdict on artifacts in short. */
    public static ReportSummary of(PolicyVerdict verdict) {
        return new ReportSummary(
                verdict.passed(),
                Wording.cut(PolicyTextReport.summary(verdict), JsonReport.LONGEST_TEXT),
                verdict.time(),
                0,
                verdict.failures().size(),
                first(verdict.failures().stream().map(failure -> failure.sentence())),
                0);
    }

    private static List<String> first(Stream<String> sentences) {
        return sentences.limit(JsonReport.MOST_FINDINGS).map(Wording::sentence).toList();
    }
}
