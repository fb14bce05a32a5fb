package io.jenkins.plugins.intoto.archive;

import io.jenkins.plugins.intoto.engine.report.ReportSummary;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.Date;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a run remembers of one verification: the outcome in a few words and numbers. All else is in the archived report, which
 * this knows by its digest, since a build can overwrite what it has archived.
 */
@ExportedBean(defaultVisibility = 2)
public final class PastVerification {
    private final String layout;
    private final boolean passed;
    private final String summary;
    private final long time;
    private final int links;
    private final int failures;
    private final int warnings;
    private final ArchivedReport report;
    private final boolean policy;
    private final boolean fromBuild;
    private final boolean anyBuild;
    private final String question;
    private final String origin;

    /**
     * @param question what was asked
     * @param outcome what came of the verification
     * @param report where all is told
     */
    public PastVerification(Question question, ReportSummary outcome, ArchivedReport report) {
        this.layout = DisplayText.of(question.label());
        this.passed = outcome.passed();
        this.summary = DisplayText.of(outcome.summary());
        this.time = outcome.time().toEpochMilli();
        this.links = outcome.links();
        this.failures = outcome.failureCount();
        this.warnings = outcome.warningCount();
        this.report = report;
        this.policy = question.policy();
        this.fromBuild = question.fromBuild();
        this.anyBuild = question.anyBuild();
        this.question = question.digest();
        this.origin = null;
    }

    private PastVerification(PastVerification other, String origin) {
        this.layout = other.layout;
        this.passed = other.passed;
        this.summary = other.summary;
        this.time = other.time;
        this.links = other.links;
        this.failures = other.failures;
        this.warnings = other.warnings;
        this.report = other.report;
        this.policy = other.policy;
        this.fromBuild = other.fromBuild;
        this.anyBuild = other.anyBuild;
        this.question = other.question;
        this.origin = origin;
    }

    /** The same, and which step of the run has verified. */
    PastVerification by(Origin step) {
        return new PastVerification(this, step.id());
    }

    /** Whether it is what came of the same step, which was interrupted and began anew. */
    boolean isAgain(PastVerification other) {
        return origin != null && origin.equals(other.origin);
    }

    /** Whether artifacts were verified against a policy, and not a chain against a layout. */
    @Exported
    public boolean isPolicy() {
        return policy;
    }

    /** Whether the build brought the layout or policy along, and said whom to trust; not so for those of the configuration. */
    @Exported
    public boolean isFromBuild() {
        return fromBuild;
    }

    /** Whether links counted whatever build they were of. */
    @Exported
    public boolean isAnyBuild() {
        return anyBuild;
    }

    /** What was asked, as a digest: answers to the same question are the same here. */
    String question() {
        return question;
    }

    /** What people call the layout or policy; one that the build brought along has a remark that says so. */
    @Exported
    public String getLayout() {
        return layout;
    }

    /** Whether the supply chain is as the layout demands. */
    @Exported
    public boolean isPassed() {
        return passed;
    }

    /** The outcome as one sentence. */
    @Exported
    public String getSummary() {
        return summary;
    }

    /** When the verification took place. */
    @Exported
    public Date getTime() {
        return new Date(time);
    }

    /** How many links counted. */
    @Exported
    public int getLinks() {
        return links;
    }

    /** How many things are wrong. */
    @Exported
    public int getFailures() {
        return failures;
    }

    /** How many things are worth a remark. */
    @Exported
    public int getWarnings() {
        return warnings;
    }

    /** The name of the report's file among the artifacts. */
    @Exported
    public String getReport() {
        return report.jsonFile();
    }

    /** The icon of the verdict, which has its colour. */
    public String getIcon() {
        return passed ? "symbol-status-blue" : "symbol-status-red";
    }

    /** Where all is told. */
    public ArchivedReport archived() {
        return report;
    }
}
