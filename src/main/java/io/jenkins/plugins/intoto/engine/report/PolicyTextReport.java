package io.jenkins.plugins.intoto.engine.report;

import io.jenkins.plugins.intoto.engine.policy.CandidateStatus;
import io.jenkins.plugins.intoto.engine.policy.ExpectationVerdict;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerdict;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.text.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A verdict on artifacts as lines of text for a terminal or a log: the verdict, a sentence for each failure, and remarks on
 * attestations that count although something is wrong with their predicates. Names from attestations cannot break lines or
 * control a terminal.
 *
 * @param verbose whether each expectation gets a line too, and each attestation that was looked at for it
 * @param colour whether words are coloured with ANSI escape sequences
 * @param mostFailures how many failures are told one by one; the rest is counted
 */
public record PolicyTextReport(boolean verbose, boolean colour, int mostFailures) {
    /** No lines for expectations, no colour, at most twenty failures. */
    public static final PolicyTextReport DEFAULT = new PolicyTextReport(false, false, 20);

    private static final String RED = "31";
    private static final String GREEN = "32";
    private static final int MOST_CANDIDATES = 5;
    private static final int MOST_REMARKS = 5;

    /** This report with lines for expectations or without. */
    public PolicyTextReport withVerbose(boolean wanted) {
        return new PolicyTextReport(wanted, colour, mostFailures);
    }

    /** This report with colours or without. */
    public PolicyTextReport withColour(boolean wanted) {
        return new PolicyTextReport(verbose, wanted, mostFailures);
    }

    /** The verdict as one sentence without a final stop. */
    public static String summary(PolicyVerdict verdict) {
        var policy = DisplayText.of(verdict.source());
        if (verdict.passed()) {
            long expectations = verdict.artifacts().stream()
                    .mapToLong(artifact -> artifact.expectations().size())
                    .sum();
            return Wording.count(verdict.artifacts().size(), "artifact") + " verified against " + policy + ", "
                    + Wording.count(expectations, "expectation") + " met";
        }
        int more = verdict.failures().size() - 1;
        return "not verified against " + policy + ": "
                + Wording.sentence(verdict.failures().get(0).sentence())
                + (more == 0 ? "" : " (and " + Wording.count(more, "more failure") + ")");
    }

    /**
     * The report, one line an element, without line ends.
     *
     * @param verdict the verdict to report
     */
    public List<String> lines(PolicyVerdict verdict) {
        var lines = new ArrayList<String>();
        int failures = verdict.failures().size();
        lines.add(
                failures == 0
                        ? coloured("PASSED", GREEN) + ": " + summary(verdict)
                        : coloured("FAILED", RED) + ": not verified against " + DisplayText.of(verdict.source()) + ", "
                                + Wording.count(failures, "failure"));
        for (int i = 0; i < Math.min(mostFailures, failures); i++) {
            lines.add("  " + coloured(i + 1 + ".", RED) + " "
                    + Wording.sentence(verdict.failures().get(i).sentence()));
        }
        if (failures > mostFailures) {
            lines.add("  … and " + Wording.count((long) failures - mostFailures, "more failure"));
        }
        if (verbose) {
            addDetails(lines, verdict);
        } else {
            addRemarks(lines, verdict);
        }
        return List.copyOf(lines);
    }

    /** The lines of {@link #lines} with a line feed after each. */
    public String text(PolicyVerdict verdict) {
        return lines(verdict).stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** What is wrong with predicates that count nevertheless. */
    private static void addRemarks(List<String> lines, PolicyVerdict verdict) {
        var remarks = verdict.artifacts().stream()
                .flatMap(artifact -> artifact.expectations().stream())
                .flatMap(expectation -> expectation.candidates().stream())
                .filter(candidate -> candidate.status() == CandidateStatus.ACCEPTED)
                .flatMap(candidate -> candidate.remarks().stream()
                        .map(remark -> "  remark: " + DisplayText.of(candidate.source()) + ":" + candidate.line() + ": "
                                + DisplayText.of(remark.sentence())))
                .distinct()
                .toList();
        lines.addAll(remarks.subList(0, Math.min(MOST_REMARKS, remarks.size())));
        if (remarks.size() > MOST_REMARKS) {
            lines.add("  … and " + Wording.count((long) remarks.size() - MOST_REMARKS, "more remark"));
        }
    }

    private void addDetails(List<String> lines, PolicyVerdict verdict) {
        lines.add(Wording.count(verdict.lines().lines(), "line") + " read, "
                + Wording.count(verdict.lines().statements(), "statement"));
        for (var remark : verdict.lines().remarks()) {
            lines.add("  " + DisplayText.of(remark.source()) + ":" + remark.line() + ": " + remark.sentence());
        }
        for (var artifact : verdict.artifacts()) {
            lines.add("artifact '" + DisplayText.of(artifact.subject().name()) + "': "
                    + Wording.count(artifact.attestations(), "attestation") + " about it");
            artifact.expectations().forEach(expectation -> addExpectation(lines, expectation));
        }
    }

    private void addExpectation(List<String> lines, ExpectationVerdict verdict) {
        var expectation = verdict.expectation();
        lines.add("  " + (verdict.met() ? coloured("met", GREEN) : coloured("not met", RED)) + ": "
                + DisplayText.of(expectation.predicateType()) + ", " + verdict.found() + " of "
                + Wording.count(expectation.threshold(), "functionary").replace("functionarys", "functionaries")
                + (verdict.functionaries().isEmpty()
                        ? ""
                        : ": "
                                + verdict.functionaries().stream()
                                        .map(DisplayText::of)
                                        .collect(Collectors.joining(", "))));
        var candidates = verdict.candidates();
        for (var candidate : candidates.subList(0, Math.min(MOST_CANDIDATES, candidates.size()))) {
            lines.add("    " + DisplayText.of(candidate.source()) + ":" + candidate.line() + ": "
                    + (candidate.status() == CandidateStatus.ACCEPTED ? "" : candidate.status() + ": ")
                    + (candidate.pointer().isEmpty() ? "" : DisplayText.of(candidate.pointer()) + ": ")
                    + candidate.sentence());
            for (var remark : candidate.remarks()) {
                lines.add("      remark: " + DisplayText.of(remark.sentence()));
            }
        }
        int all = verdict.counts().values().stream().mapToInt(Integer::intValue).sum();
        int told = Math.min(MOST_CANDIDATES, candidates.size());
        if (all > told) {
            lines.add("    … and " + Wording.count((long) all - told, "more attestation"));
        }
    }

    private String coloured(String text, String code) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
