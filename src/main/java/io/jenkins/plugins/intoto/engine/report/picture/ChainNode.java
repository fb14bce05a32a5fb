package io.jenkins.plugins.intoto.engine.report.picture;

import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.text.Wording;
import io.jenkins.plugins.intoto.engine.verify.Finding;
import io.jenkins.plugins.intoto.engine.verify.InspectionOutcome;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import io.jenkins.plugins.intoto.engine.verify.LinkOutcome;
import io.jenkins.plugins.intoto.engine.verify.LocatedFinding;
import io.jenkins.plugins.intoto.engine.verify.OutcomeWording;
import io.jenkins.plugins.intoto.engine.verify.PlannedInspection;
import io.jenkins.plugins.intoto.engine.verify.StepOutcome;
import io.jenkins.plugins.intoto.engine.verify.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A step or an inspection as a picture shows it.
 *
 * @param name its name as it is in the layout
 * @param kind what it is
 * @param verdict what came of it
 * @param facts lines about it: who signed, how many artifacts there are
 * @param notes what is wrong with it or worth a remark
 */
record ChainNode(String name, Kind kind, Verdict verdict, List<String> facts, List<Note> notes) {
    private static final int MOST_FAILURES = 3;
    private static final int MOST_WARNINGS = 2;

    /** What is left in the box of a step for a name, if its id is of the widest digits. */
    private static final int WIDTH_OF_NAME = ChainBox.WIDTH_OF_FACTS
            - Math.max(
                    TextMetrics.width("signed by  (dddddddd)", ChainBox.FACT),
                    TextMetrics.width("signed by  (00000000)", ChainBox.FACT));

    /** What a node is. */
    enum Kind {
        STEP,
        /** A step with at least one sublayout in place of a link. */
        SUBLAYOUT,
        INSPECTION
    }

    /** A sentence below a box. */
    record Note(Tone tone, String sentence) {}

    private static String shortened(String name) {
        return TextMetrics.fit(name, ChainBox.FACT, WIDTH_OF_NAME);
    }

    static ChainNode of(StepOutcome outcome, KeyNames names) {
        var step = outcome.step();
        var facts = new ArrayList<String>();
        var signers = outcome.links().stream()
                .filter(link -> link.status().counts())
                .flatMap(link -> names.signer(link, ChainNode::shortened).stream())
                .collect(Collectors.joining(", "));
        facts.add(signers.isEmpty() ? "no valid link" : "signed by " + signers);
        if (step.threshold() != 1) {
            facts.add(Wording.count(OutcomeWording.countingLinks(outcome), "link") + " of " + step.threshold()
                    + " needed");
        }
        outcome.link().ifPresent(link -> facts.add(artifacts(link)));
        var sublayouts = outcome.links().stream()
                .map(LinkOutcome::sublayout)
                .flatMap(Optional::stream)
                .toList();
        if (!sublayouts.isEmpty()) {
            int steps = sublayouts.stream()
                    .mapToInt(sublayout -> sublayout.steps().size())
                    .sum();
            facts.add(Wording.count(sublayouts.size(), "sublayout") + " of " + Wording.count(steps, "step"));
        }
        var failures = LocatedFinding.failures(outcome).stream()
                .filter(failure -> failure.within().isEmpty())
                .map(LocatedFinding::sentence)
                .toList();
        var warnings = outcome.warnings().stream().map(Finding::sentence).toList();
        return new ChainNode(
                step.name(),
                sublayouts.isEmpty() ? Kind.STEP : Kind.SUBLAYOUT,
                Verdict.of(outcome),
                facts,
                notes("step", step.name(), failures, warnings));
    }

    static ChainNode of(PlannedInspection planned) {
        var inspection = planned.inspection();
        var facts = new ArrayList<String>();
        facts.add("inspection: " + String.join(" ", inspection.run()));
        facts.add(planned.outcome()
                .flatMap(InspectionOutcome::link)
                .map(ChainNode::artifacts)
                .orElse("not run"));
        var failures = planned.outcome().stream()
                .flatMap(outcome -> outcome.failures().stream())
                .map(Finding::sentence)
                .toList();
        return new ChainNode(
                inspection.name(),
                Kind.INSPECTION,
                planned.outcome().map(Verdict::of).orElse(Verdict.NOT_CHECKED),
                facts,
                notes("inspection", inspection.name(), failures, List.of()));
    }

    /** This node with a line about rules that compare it with itself. */
    ChainNode with(ChainEdge edge) {
        var more = new ArrayList<>(facts);
        more.add("kept: " + edge.amount() + " " + edge.destination());
        return new ChainNode(name, kind, verdict, more, notes);
    }

    private static String artifacts(Link link) {
        return Wording.count(link.materials().size(), "material") + " → "
                + Wording.count(link.products().size(), "product");
    }

    private static List<Note> notes(String kind, String name, List<String> failures, List<String> warnings) {
        var notes = new ArrayList<Note>();
        // The box around a note names the step already.
        var prefix = kind + " '" + DisplayText.of(name) + "': ";
        add(notes, Tone.BAD, prefix, failures, MOST_FAILURES, "more failure");
        add(notes, Tone.CAUTION, prefix, warnings, MOST_WARNINGS, "more warning");
        return notes;
    }

    private static void add(List<Note> notes, Tone tone, String prefix, List<String> sentences, int most, String rest) {
        sentences.stream()
                .limit(most)
                .map(sentence -> sentence.startsWith(prefix) ? sentence.substring(prefix.length()) : sentence)
                .forEach(sentence -> notes.add(new Note(tone, sentence)));
        if (sentences.size() > most) {
            notes.add(new Note(tone, "and " + Wording.count((long) sentences.size() - most, rest)));
        }
    }
}
