package io.jenkins.plugins.intoto.report;

import io.jenkins.plugins.intoto.json.JsonWriter;
import io.jenkins.plugins.intoto.key.KeyId;
import io.jenkins.plugins.intoto.model.ArtifactSide;
import io.jenkins.plugins.intoto.model.Inspection;
import io.jenkins.plugins.intoto.model.Link;
import io.jenkins.plugins.intoto.model.SupplyChainItem;
import io.jenkins.plugins.intoto.verify.ArtifactSelection;
import io.jenkins.plugins.intoto.verify.InspectionOutcome;
import io.jenkins.plugins.intoto.verify.LinkOutcome;
import io.jenkins.plugins.intoto.verify.RuleOutcome;
import io.jenkins.plugins.intoto.verify.StepOutcome;
import io.jenkins.plugins.intoto.verify.Verification;
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

    private final JsonWriter json;

    private JsonReport(JsonWriter json) {
        this.json = json;
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
        json.name("links").value(Wording.countingLinks(verification));
        json.name("steps").value(verification.steps().size());
        json.name("warnings").value(warnings.size()).endObject();
        findings("failures", failures);
        json.name("inspections").beginArray();
        for (var item : PlannedInspection.allOf(verification)) {
            inspection(item.inspection(), item.outcome());
        }
        json.endArray().name("layout").beginObject();
        if (verification.layout().isPresent()) {
            text("expires", verification.layout().get().expires().toString());
        }
        texts("signers", ids(verification.layoutSigners()));
        text("source", verification.source());
        json.endObject().name("passed").value(verification.passed());
        if (outermost) {
            json.name("schema").value(SCHEMA);
        }
        json.name("steps").beginArray();
        for (var step : verification.steps()) {
            step(step);
        }
        json.endArray();
        text("summary", Wording.summary(verification, failures, warnings.size()));
        text("time", verification.at().toString());
        findings("warnings", warnings);
        json.endObject();
    }

    private void findings(String name, List<LocatedFinding> findings) throws IOException {
        json.name(name).beginArray();
        for (var located : findings.subList(0, Math.min(MOST_FINDINGS, findings.size()))) {
            var finding = located.finding();
            json.beginObject();
            if (finding.artifact().isPresent()) {
                text("artifact", finding.artifact().get());
            }
            text("code", finding.code().name());
            if (located.item().isPresent() && located.item().get() instanceof Inspection inspection) {
                text("inspection", inspection.name());
            }
            if (located.rule().isPresent()) {
                json.name("rule").beginObject();
                json.name("number").value(finding.rule().orElseThrow() + 1);
                text("text", located.rule().get().text());
                json.endObject();
            }
            text("sentence", Wording.sentence(located.sentence()));
            if (finding.side().isPresent()) {
                text("side", finding.side().get().inTotoName());
            }
            if (located.item().isPresent() && !(located.item().get() instanceof Inspection)) {
                text("step", located.item().get().name());
            }
            texts("within", located.within());
            json.endObject();
        }
        json.endArray();
    }

    private void step(StepOutcome outcome) throws IOException {
        var step = outcome.step();
        json.beginObject();
        artifacts(outcome.link());
        texts("expectedCommand", step.expectedCommand());
        texts("functionaries", ids(step.pubkeys()));
        json.name("linkCount").value(outcome.links().size());
        json.name("links").beginArray();
        for (var link :
                outcome.links().subList(0, Math.min(MOST_LINKS, outcome.links().size()))) {
            link(link);
        }
        json.endArray();
        text("name", step.name());
        rules(outcome.rules(), step);
        json.name("threshold").value(step.threshold());
        text("verdict", Verdict.of(outcome).name());
        json.endObject();
    }

    private void link(LinkOutcome link) throws IOException {
        json.beginObject();
        text("file", link.file());
        if (!link.remark().isEmpty()) {
            text("remark", link.remark());
        }
        if (link.signer().isPresent()) {
            text("signer", link.signer().get().value());
        }
        text("status", link.status().name());
        if (link.sublayout().isPresent()) {
            json.name("sublayout");
            verification(link.sublayout().get(), false);
        }
        json.endObject();
    }

    private void inspection(Inspection inspection, Optional<InspectionOutcome> outcome) throws IOException {
        json.beginObject();
        artifacts(outcome.flatMap(InspectionOutcome::link));
        texts("command", inspection.run());
        text("name", inspection.name());
        rules(outcome.map(InspectionOutcome::rules).orElse(List.of()), inspection);
        text("verdict", outcome.map(Verdict::of).orElse(Verdict.NOT_CHECKED).name());
        json.endObject();
    }

    private void artifacts(Optional<Link> link) throws IOException {
        if (link.isPresent()) {
            json.name("artifacts").beginObject();
            for (var side : ArtifactSide.values()) {
                json.name(side.inTotoName()).value(side.of(link.get()).size());
            }
            json.endObject();
        }
    }

    private void rules(List<RuleOutcome> outcomes, SupplyChainItem item) throws IOException {
        json.name("rules").beginArray();
        for (var outcome : outcomes) {
            json.beginObject();
            selection("consumed", outcome.consumed());
            json.name("holds").value(outcome.holds());
            json.name("number").value(outcome.index() + 1);
            selection("refused", outcome.refused());
            text("side", outcome.side().inTotoName());
            text("text", outcome.rule().text());
            json.endObject();
        }
        json.endArray().name("rulesApplied").value(Verdict.areApplied(outcomes, item));
    }

    private void selection(String name, ArtifactSelection selection) throws IOException {
        json.name(name).beginObject().name("count").value(selection.size());
        texts("paths", selection.paths(MOST_PATHS));
        json.endObject();
    }

    private static List<String> ids(List<KeyId> ids) {
        return ids.stream().map(KeyId::value).toList();
    }

    private void text(String name, String text) throws IOException {
        json.name(name).value(Wording.cut(text, LONGEST_TEXT));
    }

    private void texts(String name, List<String> texts) throws IOException {
        json.name(name)
                .value(texts.stream()
                        .map(text -> Wording.cut(text, LONGEST_TEXT))
                        .toList());
    }
}
