package io.jenkins.plugins.intoto.page;

import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.PastVerification;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.report.JsonReport;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.ArrayList;
import java.util.List;

/** What came of verifying artifacts against a policy, read from its archived report. All text is safe to show as text. */
public final class ShownPolicyVerdict {
    private static final int MOST_FINDINGS = 100;
    private static final int MOST_EXPECTATIONS = 200;

    private final PastVerification summary;
    private final String problem;
    private final List<ShownFinding> failures;
    private final List<ShownExpectation> expectations;

    private final boolean pending;

    private ShownPolicyVerdict(
            PastVerification summary,
            boolean pending,
            String problem,
            List<ShownFinding> failures,
            List<ShownExpectation> expectations) {
        this.summary = summary;
        this.pending = pending;
        this.problem = problem;
        this.failures = List.copyOf(failures);
        this.expectations = List.copyOf(expectations);
    }

    static ShownPolicyVerdict of(Run<?, ?> run, PastVerification summary) {
        try {
            var report = Json.parseObject(summary.archived().json(run), summary.getReport(), JsonReport.LIMITS);
            var failures = new ArrayList<ShownFinding>();
            for (var failure : first(report.objects("failures"), MOST_FINDINGS)) {
                failures.add(ShownFinding.of(failure));
            }
            var expectations = new ArrayList<ShownExpectation>();
            for (var artifact : report.objects("artifacts")) {
                for (var expectation : artifact.objects("expectations")) {
                    if (expectations.size() < MOST_EXPECTATIONS) {
                        expectations.add(ShownExpectation.of(
                                artifact.string("name"),
                                artifact.object("digests").string("sha256", ""),
                                expectation));
                    }
                }
            }
            return new ShownPolicyVerdict(summary, false, null, failures, expectations);
        } catch (UnreadableFileException | MalformedJsonException e) {
            return new ShownPolicyVerdict(summary, false, DisplayText.of(e.getMessage()), List.of(), List.of());
        }
    }

    static ShownPolicyVerdict notReadYet(PastVerification summary) {
        return new ShownPolicyVerdict(summary, true, null, List.of(), List.of());
    }

    static List<JsonObject> first(List<JsonObject> objects, int most) {
        return objects.subList(0, Math.min(most, objects.size()));
    }

    /** What the run itself remembers. */
    public PastVerification getSummary() {
        return summary;
    }

    /** Why there is no more to show than the summary; null if there is. */
    public String getProblem() {
        return problem;
    }

    /** Whether its report is left to another request. */
    public boolean isPending() {
        return pending;
    }

    /** What is wrong, the first hundred one by one. */
    public List<ShownFinding> getFailures() {
        return failures;
    }

    /** What the policy expects of each artifact, the first few hundred. */
    public List<ShownExpectation> getExpectations() {
        return expectations;
    }

    /** The address of the archived report, below that of the run. */
    public String getReportPath() {
        return "artifact/in-toto/" + Util.rawEncode(summary.archived().jsonFile());
    }
}
