package io.jenkins.plugins.intoto.engine.report;

import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.text.Wording;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import io.jenkins.plugins.intoto.engine.verify.LinkRemarks;
import io.jenkins.plugins.intoto.engine.verify.LocatedFinding;
import io.jenkins.plugins.intoto.engine.verify.OutcomeWording;
import io.jenkins.plugins.intoto.engine.verify.PlannedInspection;
import io.jenkins.plugins.intoto.engine.verify.StepOutcome;
import io.jenkins.plugins.intoto.engine.verify.Verdict;
import io.jenkins.plugins.intoto.engine.verify.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A verification as lines of text for a terminal or a log: the verdict, a sentence for each failure, the warnings. Names from
 * metadata cannot break lines or control a terminal.
 *
 * @param verbose whether each step gets a line too
 * @param colour whether words are coloured with ANSI escape sequences
 * @param mostFindings how many failures are told one by one, and how many warnings; the rest is counted
 */
public record TextReport(boolean verbose, boolean colour, int mostFindings) {
    /** No lines for steps, no colour, at most twenty failures and twenty warnings. */
    public static final TextReport DEFAULT = new TextReport(false, false, 20);

    private static final String RED = "31";
    private static final String GREEN = "32";
    private static final String YELLOW = "33";
    private static final String INDENT = "  ";

    /** How many links that do not count are told of for a step. */
    private static final int MOST_DROPPED = 5;

    /** This report with lines for steps or without. */
    public TextReport withVerbose(boolean wanted) {
        return new TextReport(wanted, colour, mostFindings);
    }

    /** This report with colours or without. */
    public TextReport withColour(boolean wanted) {
        return new TextReport(verbose, wanted, mostFindings);
    }

    /**
     * The report, one line an element, without line ends.
     *
     * @param verification the outcome to report
     */
    public List<String> lines(Verification verification) {
        var failures = LocatedFinding.failures(verification);
        var warnings = LocatedFinding.warnings(verification);
        var lines = new ArrayList<String>();
        if (failures.isEmpty()) {
            lines.add(
                    coloured("PASSED", GREEN) + ": " + OutcomeWording.summary(verification, failures, warnings.size()));
        } else {
            lines.add(coloured("FAILED", RED) + ": not verified against " + DisplayText.of(verification.source()) + ", "
                    + Wording.count(failures.size(), "failure"));
        }
        for (int i = 0; i < Math.min(mostFindings, failures.size()); i++) {
            lines.add(INDENT + coloured(i + 1 + ".", RED) + " "
                    + Wording.sentence(failures.get(i).sentence()));
        }
        addRest(lines, failures.size(), "more failure");
        for (var warning : warnings.subList(0, Math.min(mostFindings, warnings.size()))) {
            lines.add(coloured("warning", YELLOW) + ": " + Wording.sentence(warning.sentence()));
        }
        addRest(lines, warnings.size(), "more warning");
        if (verbose) {
            addSteps(lines, verification, "");
        }
        return List.copyOf(lines);
    }

    /** The lines of {@link #lines} with a line feed after each. */
    public String text(Verification verification) {
        return lines(verification).stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private void addRest(List<String> lines, int all, String noun) {
        if (all > mostFindings) {
            lines.add(INDENT + "… and " + Wording.count((long) all - mostFindings, noun));
        }
    }

    private void addSteps(List<String> lines, Verification verification, String indent) {
        verification
                .layout()
                .ifPresent(layout -> lines.add(indent + "layout " + DisplayText.of(verification.source())
                        + ": signed by " + verification.keyNames().of(verification.layoutSigners()) + ", expires "
                        + layout.expires()));
        for (var step : verification.steps()) {
            lines.add(indent
                    + INDENT
                    + item("step", step.step().name(), Verdict.of(step))
                    + links(step, verification.keyNames())
                    + artifacts(step.link())
                    + rules(step));
            var dropped = step.links().stream()
                    .filter(link -> !link.status().counts())
                    .toList();
            for (var link : dropped.subList(0, Math.min(MOST_DROPPED, dropped.size()))) {
                lines.add(indent + INDENT + INDENT + "not counted: "
                        + LinkRemarks.of(link, step.step().name(), verification.keyNames()));
            }
            if (dropped.size() > MOST_DROPPED) {
                lines.add(indent + INDENT + INDENT + "… and "
                        + Wording.count((long) dropped.size() - MOST_DROPPED, "more link") + " not counted");
            }
            step.links().forEach(link -> link.sublayout()
                    .ifPresent(sublayout -> addSteps(lines, sublayout, indent + INDENT + INDENT)));
        }
        for (var planned : PlannedInspection.allOf(verification)) {
            var outcome = planned.outcome();
            lines.add(indent
                    + INDENT
                    + item(
                            "inspection",
                            planned.inspection().name(),
                            outcome.map(Verdict::of).orElse(Verdict.NOT_CHECKED))
                    + (outcome.isPresent() ? "ran" : "not run")
                    + artifacts(outcome.flatMap(run -> run.link())));
        }
    }

    private String item(String kind, String name, Verdict verdict) {
        var colour =
                switch (verdict) {
                    case PASSED -> GREEN;
                    case FAILED -> RED;
                    case NOT_CHECKED -> YELLOW;
                };
        return kind + " '" + DisplayText.of(name) + "' " + coloured(verdict.words(), colour) + ": ";
    }

    private static String links(StepOutcome step, KeyNames names) {
        var signers = step.links().stream()
                .filter(link -> link.status().counts())
                .flatMap(link -> names.signer(link).stream())
                .collect(Collectors.joining(", "));
        return Wording.count(OutcomeWording.countingLinks(step), "link") + " of "
                + step.step().threshold() + " needed"
                + (signers.isEmpty() ? "" : ", signed by " + signers);
    }

    private static String artifacts(Optional<Link> link) {
        return link.map(found -> "; " + Wording.count(found.materials().size(), "material") + ", "
                        + Wording.count(found.products().size(), "product"))
                .orElse("");
    }

    private static String rules(StepOutcome step) {
        long held = step.rules().stream().filter(rule -> rule.holds()).count();
        int all = step.step().expectedMaterials().size()
                + step.step().expectedProducts().size();
        if (!Verdict.areApplied(step.rules(), step.step())) {
            return "; rules not applied";
        }
        return "; " + held + " of " + Wording.count(all, "rule") + (held == 1 ? " holds" : " hold");
    }

    private String coloured(String text, String code) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
