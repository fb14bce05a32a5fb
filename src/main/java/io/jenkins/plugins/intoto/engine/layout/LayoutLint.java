package io.jenkins.plugins.intoto.engine.layout;

import static io.jenkins.plugins.intoto.engine.layout.LintCode.EXPIRED;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.EXPIRES_SOON;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.INSPECTIONS;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.KEY_UNUSABLE;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.NO_COMMAND;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.NO_STEPS;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.PARAMETERS;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.UNUSED_KEY;

import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import io.jenkins.plugins.intoto.engine.model.Inspection;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.SupplyChainItem;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Checks a layout for demands that no supply chain can meet, and for rules that demand less than they seem to (in-toto
 * specification 1.0, section 4.3). No link is looked at.
 */
public final class LayoutLint {
    /** A layout that expires within this time is remarked on. */
    public static final Duration SOON = Duration.ofDays(14);

    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z0-9_-]+)}");

    private final Layout layout;
    private final Instant at;
    private final List<LintFinding> findings = new ArrayList<>();

    private LayoutLint(Layout layout, Instant at) {
        this.layout = layout;
        this.at = at;
    }

    /**
     * Checks a layout.
     *
     * @param layout the layout
     * @param at the time by which expiry is judged
     * @return what was found: about the layout first, then its steps and inspections in their order
     */
    public static List<LintFinding> check(Layout layout, Instant at) {
        var lint = new LayoutLint(layout, at);
        lint.checkLayout();
        for (var step : layout.steps()) {
            lint.findings.addAll(new FunctionaryLint(layout, step).findings());
            lint.checkRules(step);
        }
        for (var inspection : layout.inspections()) {
            lint.checkCommand(inspection);
            lint.checkRules(inspection);
        }
        return List.copyOf(lint.findings);
    }

    private void checkLayout() {
        if (!layout.expires().isAfter(at)) {
            add(EXPIRED, "it expired at " + layout.expires());
        } else if (!layout.expires().isAfter(at.plus(SOON))) {
            add(EXPIRES_SOON, "it expires soon, at " + layout.expires());
        }
        if (layout.steps().isEmpty()) {
            add(NO_STEPS, "it has no steps, so there is nothing to verify");
        }
        if (!layout.inspections().isEmpty()) {
            add(
                    INSPECTIONS,
                    "it has inspections, which run commands where it is verified; that has to be allowed there");
        }
        var parameters = parameters();
        if (!parameters.isEmpty()) {
            add(PARAMETERS, "it has parameters, which need values: " + DisplayText.of(String.join(", ", parameters)));
        }
        checkKeys();
    }

    private void checkKeys() {
        Set<KeyId> used = new HashSet<>();
        layout.steps().forEach(step -> used.addAll(step.pubkeys()));
        layout.keys().forEach((id, key) -> {
            if (!used.contains(id) && Collections.disjoint(used, key.signatureIds())) {
                add(UNUSED_KEY, "no step names the key " + DisplayText.of(id.value()));
            }
            checkUsable(id, key);
        });
        layout.rootCas().forEach(this::checkUsable);
        layout.intermediateCas().forEach(this::checkUsable);
    }

    private void checkUsable(KeyId id, VerificationKey key) {
        key.whyUnusable(at)
                .ifPresent(reason -> add(
                        KEY_UNUSABLE,
                        "the key " + DisplayText.of(id.value()) + " must not be used: " + DisplayText.of(reason)));
    }

    private void checkCommand(Inspection inspection) {
        if (inspection.run().isEmpty()) {
            findings.add(LintFinding.of(NO_COMMAND, inspection, "it has no command to run, so it always fails"));
        }
    }

    private void checkRules(SupplyChainItem item) {
        for (var side : ArtifactSide.values()) {
            findings.addAll(new RuleLint(layout, item, side).findings());
        }
    }

    /** The names of parameters in rules and commands. */
    private Set<String> parameters() {
        var names = new TreeSet<String>();
        layout.steps().forEach(step -> collect(step, step.expectedCommand(), names));
        layout.inspections().forEach(inspection -> collect(inspection, inspection.run(), names));
        return names;
    }

    private static void collect(SupplyChainItem item, List<String> command, Set<String> names) {
        var texts = new ArrayList<>(command);
        for (var side : ArtifactSide.values()) {
            item.rules(side).stream().map(ArtifactRule::tokens).forEach(texts::addAll);
        }
        for (var text : texts) {
            // Doubled braces stand for single ones.
            var matcher = PARAMETER.matcher(text.replace("{{", "").replace("}}", ""));
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
    }

    private void add(LintCode code, String text) {
        findings.add(LintFinding.ofLayout(code, text));
    }
}
