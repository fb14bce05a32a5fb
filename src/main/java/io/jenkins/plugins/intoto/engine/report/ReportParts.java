package io.jenkins.plugins.intoto.engine.report;

import io.jenkins.plugins.intoto.engine.json.JsonWriter;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import io.jenkins.plugins.intoto.engine.model.Inspection;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.SupplyChainItem;
import io.jenkins.plugins.intoto.engine.text.Wording;
import io.jenkins.plugins.intoto.engine.verify.ArtifactSelection;
import io.jenkins.plugins.intoto.engine.verify.LocatedFinding;
import io.jenkins.plugins.intoto.engine.verify.RuleOutcome;
import io.jenkins.plugins.intoto.engine.verify.Verdict;
import io.jenkins.plugins.intoto.engine.verify.Verification;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes what the parts of a {@link JsonReport} have in common, each as one or two members of the innermost object. */
final class ReportParts {
    private final JsonWriter json;

    ReportParts(JsonWriter json) {
        this.json = json;
    }

    void findings(String name, List<LocatedFinding> findings) throws IOException {
        json.name(name).beginArray();
        for (var located : findings.subList(0, Math.min(JsonReport.MOST_FINDINGS, findings.size()))) {
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

    /** The names of the keys that the report is about, sublayouts included; those without one are left out. */
    void keyNames(Verification verification) throws IOException {
        var ids = new TreeSet<KeyId>();
        addIds(verification, ids);
        json.name("keyNames").beginObject();
        for (var id : ids) {
            var name = verification.keyNames().find(id);
            if (name.isPresent()) {
                json.name(id.value()).beginObject();
                if (!name.get().description().isEmpty()) {
                    text("description", name.get().description());
                }
                text("name", name.get().name());
                json.endObject();
            }
        }
        json.endObject();
    }

    private static void addIds(Verification verification, Set<KeyId> ids) {
        ids.addAll(verification.layoutSigners());
        for (var outcome : verification.steps()) {
            ids.addAll(outcome.step().pubkeys());
            for (var link : outcome.links()) {
                if (link.identity().isEmpty()) {
                    link.signer().ifPresent(ids::add);
                }
                link.sublayout().ifPresent(sublayout -> addIds(sublayout, ids));
            }
        }
    }

    void artifacts(Optional<Link> link) throws IOException {
        if (link.isPresent()) {
            json.name("artifacts").beginObject();
            for (var side : ArtifactSide.values()) {
                json.name(side.inTotoName()).value(side.of(link.get()).size());
            }
            json.endObject();
        }
    }

    void rules(List<RuleOutcome> outcomes, SupplyChainItem item) throws IOException {
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
        texts("paths", selection.paths(JsonReport.MOST_PATHS));
        json.endObject();
    }

    static List<String> ids(List<KeyId> ids) {
        return ids.stream().map(KeyId::value).toList();
    }

    void text(String name, String text) throws IOException {
        json.name(name).value(Wording.cut(text, JsonReport.LONGEST_TEXT));
    }

    void texts(String name, List<String> texts) throws IOException {
        json.name(name)
                .value(texts.stream()
                        .map(text -> Wording.cut(text, JsonReport.LONGEST_TEXT))
                        .toList());
    }
}
