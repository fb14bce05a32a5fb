package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import io.jenkins.plugins.intoto.engine.model.Step;
import io.jenkins.plugins.intoto.engine.model.SupplyChainItem;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Verifies the steps of one layout: their links first, all of them, then the rules, which compare steps. */
final class StepsVerification {
    /** Verifies a sublayout that a functionary of a step has signed. */
    @FunctionalInterface
    interface SublayoutVerifier {
        Verification verify(String step, Envelope sublayout, VerificationKey functionary, LinkSource links)
                throws InterruptedException;
    }

    /** A step whose links have been looked at. */
    private static final class Draft {
        private final Step step;
        private final List<LinkOutcome> outcomes = new ArrayList<>();
        private final List<Link> links = new ArrayList<>();
        private final List<Finding> failures = new ArrayList<>();
        private final List<Finding> warnings = new ArrayList<>();

        /** The link that rules are applied to; empty if the threshold was missed or links disagree. */
        private Optional<Link> link = Optional.empty();

        Draft(Step step) {
            this.step = step;
        }
    }

    private final Layout layout;
    private final LinkSource source;
    private final Instant at;
    private final Budget budget;
    private final VerificationOptions options;
    private final SublayoutVerifier sublayouts;

    StepsVerification(
            Layout layout,
            LinkSource source,
            Instant at,
            Budget budget,
            VerificationOptions options,
            SublayoutVerifier sublayouts) {
        this.layout = layout;
        this.source = source;
        this.at = at;
        this.budget = budget;
        this.options = options;
        this.sublayouts = sublayouts;
    }

    List<StepOutcome> outcomes() throws InterruptedException {
        var drafts = new ArrayList<Draft>();
        var links = new LinkedHashMap<String, Link>();
        for (var found : findLinks()) {
            var draft = draft(found);
            drafts.add(draft);
            draft.link.ifPresent(link -> links.put(draft.step.name(), link));
        }
        var outcomes = new ArrayList<StepOutcome>();
        for (var draft : drafts) {
            outcomes.add(outcome(draft, links));
        }
        return List.copyOf(outcomes);
    }

    /** Reading links is most of the work, and no step's links depend on another's. */
    private List<StepLinks> findLinks() throws InterruptedException {
        Set<String> files;
        try {
            files = source.fileNames();
        } catch (UnreadableFileException e) {
            return layout.steps().stream()
                    .map(step -> new StepLinks(layout, step, source, Set.of(), at, budget, options).without(e))
                    .toList();
        }
        var tasks = new ArrayList<Callable<StepLinks>>();
        for (var step : layout.steps()) {
            tasks.add(() -> new StepLinks(layout, step, source, files, at, budget, options).find());
        }
        var pool = Executors.newFixedThreadPool(
                Math.max(1, Math.min(tasks.size(), Runtime.getRuntime().availableProcessors())), task -> {
                    var thread = new Thread(task, "in-toto verification");
                    thread.setDaemon(true);
                    return thread;
                });
        try {
            // Whoever is interrupted here does not wait for what the others do; they end at the next signature.
            var found = pool.invokeAll(tasks);
            budget.checkStopped();
            var links = new ArrayList<StepLinks>();
            for (var each : found) {
                links.add(each.get());
            }
            return links;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } finally {
            pool.shutdownNow();
        }
    }

    private Draft draft(StepLinks found) throws InterruptedException {
        var draft = new Draft(found.step());
        draft.failures.addAll(found.failures());
        for (var accepted : found.accepted()) {
            take(draft, accepted);
        }
        draft.outcomes.addAll(found.dropped());
        if (draft.failures.isEmpty()) {
            compareLinks(draft);
            draft.link = draft.failures.isEmpty() ? Optional.of(draft.links.get(0)) : Optional.empty();
            draft.links.forEach(link -> checkCommand(draft, link));
        }
        return draft;
    }

    private void take(Draft draft, StepLinks.Accepted accepted) throws InterruptedException {
        var status = draft.links.isEmpty() ? LinkStatus.USED : LinkStatus.ACCEPTED;
        if (accepted.envelope().payload() instanceof Link link) {
            draft.links.add(link);
            draft.outcomes.add(accepted.outcome().withStatus(status));
            return;
        }
        var step = draft.step.name();
        var directory = LinkFileNames.sublayoutDirectory(
                step, accepted.outcome().signer().orElseThrow());
        var verification = sublayouts.verify(step, accepted.envelope(), accepted.key(), source.directory(directory));
        if (verification.summary().isPresent()) {
            draft.warnings.add(Finding.ofStep(
                    ReasonCode.SUBLAYOUT_FOLLOWED,
                    step,
                    "its link " + DisplayText.of(accepted.outcome().file()) + " is a sublayout, signed by "
                            + options.keyNames().signer(accepted.outcome()).orElseThrow()
                            + ": others carried the step out, and any layout that this key ever signed would do"));
            draft.links.add(SummaryLink.named(verification.summary().get(), step));
            draft.outcomes.add(accepted.outcome().withSublayout(status, verification));
        } else {
            draft.outcomes.add(accepted.outcome().withSublayout(LinkStatus.SUBLAYOUT_FAILED, verification));
            draft.failures.add(Finding.ofStep(
                    ReasonCode.SUBLAYOUT_FAILED,
                    step,
                    "its sublayout " + DisplayText.of(accepted.outcome().file()) + " did not verify"));
            verification.failures().forEach(failure -> draft.failures.add(failure.within(step)));
        }
    }

    /** With a threshold above one, the point is that functionaries agree; with one, the first link decides. */
    private void compareLinks(Draft draft) {
        var first = draft.links.get(0);
        for (int i = 1; i < draft.links.size(); i++) {
            var other = draft.links.get(i);
            for (var side : ArtifactSide.values()) {
                if (!side.of(first).equals(side.of(other))) {
                    var finding = Finding.ofStep(
                            ReasonCode.LINKS_DISAGREE,
                            draft.step.name(),
                            "its links report different " + side.inTotoName() + ": "
                                    + DisplayText.of(draft.outcomes.get(0).file()) + " and "
                                    + DisplayText.of(draft.outcomes.get(i).file()));
                    (draft.step.threshold() > 1 ? draft.failures : draft.warnings).add(finding);
                }
            }
        }
    }

    private void checkCommand(Draft draft, Link link) {
        var expected = draft.step.expectedCommand();
        if (!expected.isEmpty() && !expected.equals(link.command())) {
            var finding = Finding.ofStep(
                    ReasonCode.COMMAND_DIFFERS,
                    draft.step.name(),
                    "ran \"" + DisplayText.of(String.join(" ", link.command())) + "\", expected was \""
                            + DisplayText.of(String.join(" ", expected)) + "\"");
            (options.strictCommands() ? draft.failures : draft.warnings).add(finding);
        }
    }

    private StepOutcome outcome(Draft draft, Map<String, Link> links) throws InterruptedException {
        var rules = new ArrayList<RuleOutcome>();
        if (draft.link.isPresent()) {
            var absent = stepsWithoutLink(draft.step, links);
            if (absent.isEmpty()) {
                for (var side : ArtifactSide.values()) {
                    rules.addAll(new RuleEvaluation(draft.step, side, draft.link.get(), links).outcomes());
                }
                rules.forEach(rule -> draft.failures.addAll(rule.failures()));
            } else {
                draft.warnings.add(Finding.ofStep(
                        ReasonCode.RULES_NOT_APPLIED,
                        draft.step.name(),
                        "its rules were not applied since there is no valid link of step '"
                                + DisplayText.of(String.join("', '", absent)) + "'"));
            }
        }
        return new StepOutcome(draft.step, draft.outcomes, draft.link, rules, draft.failures, draft.warnings);
    }

    /** The steps of the layout that MATCH rules refer to and that have failed for want of a link already. */
    private List<String> stepsWithoutLink(SupplyChainItem item, Map<String, Link> links) {
        return layout.steps().stream()
                .map(Step::name)
                .filter(name -> !links.containsKey(name))
                .filter(name -> refersTo(item, name))
                .toList();
    }

    private static boolean refersTo(SupplyChainItem item, String step) {
        for (var side : ArtifactSide.values()) {
            for (var rule : item.rules(side)) {
                if (rule instanceof ArtifactRule.Match match && match.step().equals(step)) {
                    return true;
                }
            }
        }
        return false;
    }
}
