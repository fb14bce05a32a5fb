package io.jenkins.plugins.intoto.engine.report;

import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonWriter;
import io.jenkins.plugins.intoto.engine.model.Inspection;
import io.jenkins.plugins.intoto.engine.verify.InspectionOutcome;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import io.jenkins.plugins.intoto.engine.verify.LinkOutcome;
import io.jenkins.plugins.intoto.engine.verify.LocatedFinding;
import io.jenkins.plugins.intoto.engine.verify.OutcomeWording;
import io.jenkins.plugins.intoto.engine.verify.PlannedInspection;
import io.jenkins.plugins.intoto.engine.verify.StepOutcome;
import io.jenkins.plugins.intoto.engine.verify.Verdict;
import io.jenkins.plugins.intoto.engine.verify.Verification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * A verification as JSON for programs. The schema is {@code docs/report.schema.json}; {@code docs/report.md} explains it.
 * Equal verifications give equal bytes: members are sorted, and only ASCII characters are written. Lists are cut at the
 * numbers below, with exact counts beside them, since links come from machines that are not trusted.
 */
public final class JsonReport {
    /** The version of the schema. A version may gain members; anything else makes a new version. */
    public static final int SCHEMA = 1;

    /** How many paths are listed for the artifacts that a rule consumed or refused. */
    public static final int MOST_PATHS = 20;

    /** How many links are listed for a step; those that count come first. */
    public static final int MOST_LINKS = 100;

    /** How many failures are listed, and how many warnings. */
    public static final int MOST_FINDINGS = 1000;

    /** The longest text in UTF-16 units; one that is longer is cut and ends with an ellipsis. */
    public static final int LONGEST_TEXT = 4096;

    /** For reading reports: 32 MiB, and the depth of sublayouts in sublayouts as deep as verifications follow them. */
    public static final JsonLimits LIMITS = new JsonLimits(32L << 20, 128);

    private final JsonWriter json;
    private final ReportParts parts;

    private JsonReport(JsonWriter json) {
        this.json = json;
        this.parts = new ReportParts(json);
    }

    /**
     * Writes a report.
     *
     * @param verification the outcome to report
     * @param out receives UTF-8 text with a final line end; flushed, not closed
     * @throws IOException if writing fails
     */
    public static void write(Verification verification, OutputStream out) throws IOException {
        var json = new JsonWriter(out, JsonWriter.Style.PRETTY);
        new JsonReport(json).verification(verification, true);
        json.flush();
        out.write('\n');
        out.flush();
    }

    /** The report as {@link #write} writes it. */
    public static byte[] toByteArray(Verification verification) {
        var out = new ByteArrayOutputStream();
        try {
            write(verification, out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return out.toByteArray();
    }

    private void verification(Verification verification, boolean outermost) throws IOException {
        var failures = LocatedFinding.failures(verification);
        var warnings = LocatedFinding.warnings(verification);
        json.beginObject().name("counts").beginObject();
        json.name("failures").value(failures.size());
        json.name("links").value(OutcomeWording.countingLinks(verification));
        json.name("steps").value(verification.steps().size());
        json.name("warnings").value(warnings.size()).endObject();
        parts.findings("failures", failures);
        json.name("inspections").beginArray();
        for (var item : PlannedInspection.allOf(verification)) {
            inspection(item.inspection(), item.outcome());
        }
        json.endArray();
        if (outermost) {
            parts.keyNames(verification);
        }
        json.name("layout").beginObject();
        if (verification.layout().isPresent()) {
            parts.text("expires", verification.layout().get().expires().toString());
        }
        parts.texts("signers", ReportParts.ids(verification.layoutSigners()));
        parts.text("source", verification.source());
        json.endObject().name("passed").value(verification.passed());
        if (outermost) {
            json.name("schema").value(SCHEMA);
        }
        json.name("steps").beginArray();
        for (var step : verification.steps()) {
            step(step, verification.keyNames());
        }
        json.endArray();
        parts.text("summary", OutcomeWording.summary(verification, failures, warnings.size()));
        parts.text("time", verification.at().toString());
        parts.findings("warnings", warnings);
        json.endObject();
    }

    private void step(StepOutcome outcome, KeyNames names) throws IOException {
        var step = outcome.step();
        json.beginObject();
        parts.artifacts(outcome.link());
        parts.texts("expectedCommand", step.expectedCommand());
        parts.texts("functionaries", ReportParts.ids(step.pubkeys()));
        json.name("linkCount").value(outcome.links().size());
        json.name("links").beginArray();
        for (var link :
                outcome.links().subList(0, Math.min(MOST_LINKS, outcome.links().size()))) {
            link(link, names);
        }
        json.endArray();
        parts.text("name", step.name());
        parts.rules(outcome.rules(), step);
        json.name("threshold").value(step.threshold());
        parts.text("verdict", Verdict.of(outcome).name());
        json.endObject();
    }

    private void link(LinkOutcome link, KeyNames names) throws IOException {
        json.beginObject();
        parts.text("file", link.file());
        if (!link.origin().isEmpty()) {
            parts.text("from", link.origin());
        }
        if (!link.remark().isEmpty()) {
            parts.text("remark", link.remark());
        }
        if (link.signer().isPresent()) {
            var id = link.signer().get();
            parts.text("signer", id.value());
            var name =
                    link.identity().isEmpty() ? names.find(id).map(KeyNames.Name::name) : Optional.of(link.identity());
            if (name.isPresent()) {
                parts.text("signerName", name.get());
            }
        }
        parts.text("status", link.status().name());
        if (link.sublayout().isPresent()) {
            json.name("sublayout");
            verification(link.sublayout().get(), false);
        }
        json.endObject();
    }

    private void inspection(Inspection inspection, Optional<InspectionOutcome> outcome) throws IOException {
        json.beginObject();
        parts.artifacts(outcome.flatMap(InspectionOutcome::link));
        parts.texts("command", inspection.run());
        parts.text("name", inspection.name());
        parts.rules(outcome.map(InspectionOutcome::rules).orElse(List.of()), inspection);
        parts.text(
                "verdict", outcome.map(Verdict::of).orElse(Verdict.NOT_CHECKED).name());
        json.endObject();
    }
}
