package io.jenkins.plugins.intoto.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.PastVerification;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.report.JsonReport;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** A verification as a page shows it, read from its archived report. All text is safe to show as text. */
public final class ShownVerification {
    private static final int MOST_FINDINGS = 100;
    private static final int AT_A_GLANCE = 10;

    private final PastVerification summary;
    private final String problem;
    private final Instant expires;
    private final List<ShownKey> signers;
    private final List<ShownFinding> failures;
    private final List<ShownFinding> warnings;
    private final List<ShownStep> steps;

    private final boolean pending;

    private ShownVerification(PastVerification summary, String problem) {
        this.summary = summary;
        this.problem = problem;
        this.pending = problem == null;
        this.expires = null;
        this.signers = List.of();
        this.failures = List.of();
        this.warnings = List.of();
        this.steps = List.of();
    }

    private ShownVerification(PastVerification summary, JsonObject report) throws MalformedJsonException {
        this.summary = summary;
        this.problem = null;
        this.pending = false;
        var layout = report.object("layout");
        this.expires = layout.has("expires") ? time(layout) : null;
        this.signers = signers(layout, report.optionalObject("keyNames"));
        this.failures = findings(report.objects("failures"));
        this.warnings = findings(report.objects("warnings"));
        var shown = new ArrayList<ShownStep>();
        for (var step : report.objects("steps")) {
            shown.add(ShownStep.ofStep(step));
        }
        for (var inspection : report.objects("inspections")) {
            shown.add(ShownStep.ofInspection(inspection));
        }
        this.steps = List.copyOf(shown);
    }

    private static Instant time(JsonObject layout) throws MalformedJsonException {
        try {
            return Instant.parse(layout.string("expires"));
        } catch (DateTimeParseException e) {
            throw layout.malformed("expires", "is not a time in UTC as ISO 8601 writes it");
        }
    }

    private static List<ShownKey> signers(JsonObject layout, Optional<JsonObject> names) throws MalformedJsonException {
        var signers = new ArrayList<ShownKey>();
        for (var id : layout.strings("signers")) {
            var name = new KeyNames.Name("", "");
            if (names.isPresent() && names.get().has(id)) {
                var known = names.get().object(id);
                name = new KeyNames.Name(known.string("name"), known.string("description", ""));
            }
            signers.add(ShownKey.of(new KeyId(id), name));
        }
        return List.copyOf(signers);
    }

    static ShownVerification of(Run<?, ?> run, PastVerification summary) {
        try {
            var file = summary.getReport();
            return new ShownVerification(
                    summary, Json.parseObject(summary.archived().json(run), file, JsonReport.LIMITS));
        } catch (UnreadableFileException | MalformedJsonException e) {
            return new ShownVerification(summary, DisplayText.of(e.getMessage()));
        }
    }

    static ShownVerification notReadYet(PastVerification summary) {
        return new ShownVerification(summary, (String) null);
    }

    private static List<ShownFinding> findings(List<JsonObject> objects) throws MalformedJsonException {
        var findings = new ArrayList<ShownFinding>();
        for (var object : objects.subList(0, Math.min(MOST_FINDINGS, objects.size()))) {
            findings.add(ShownFinding.of(object));
        }
        return List.copyOf(findings);
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

    /** The address of the picture, below that of the page. */
    public String getPicture() {
        return "picture?report=" + Util.rawEncode(summary.archived().name());
    }

    /** The address of the archived report, below that of the run. */
    public String getReportPath() {
        return "artifact/in-toto/" + Util.rawEncode(summary.archived().jsonFile());
    }

    /** The address of the archived picture, below that of the run. */
    public String getPicturePath() {
        return "artifact/in-toto/" + Util.rawEncode(summary.archived().pictureFile());
    }

    /** When the layout ends to hold; null if it could not be trusted. */
    @CheckForNull
    public Date getExpires() {
        return expires == null ? null : Date.from(expires);
    }

    /** The keys that signed the layout. */
    public List<ShownKey> getSigners() {
        return signers;
    }

    /** What is wrong: as much of it as can be read at a glance. */
    public List<ShownFinding> getFirstFailures() {
        return failures.subList(0, Math.min(AT_A_GLANCE, failures.size()));
    }

    /** What else is wrong, up to a hundred things in all. */
    public List<ShownFinding> getOtherFailures() {
        return failures.subList(getFirstFailures().size(), failures.size());
    }

    /** How many failures are not among those that are shown. */
    public int getMoreFailures() {
        return summary.getFailures() - failures.size();
    }

    /** What is worth a remark, the first hundred one by one. */
    public List<ShownFinding> getWarnings() {
        return warnings;
    }

    /** The steps in the order of the layout, then its inspections. */
    public List<ShownStep> getSteps() {
        return steps;
    }
}
