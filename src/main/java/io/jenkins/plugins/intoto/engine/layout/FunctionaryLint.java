package io.jenkins.plugins.intoto.engine.layout;

import static io.jenkins.plugins.intoto.engine.layout.LintCode.NO_FUNCTIONARY;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.NO_ROOT_CERTIFICATE;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.SAME_KEY_TWICE;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.THRESHOLD_NOT_POSITIVE;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.THRESHOLD_TOO_HIGH;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.UNKNOWN_KEY;

import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Step;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Checks who may carry out a step. */
final class FunctionaryLint {
    private final Layout layout;
    private final Step step;
    private final List<LintFinding> findings = new ArrayList<>();

    FunctionaryLint(Layout layout, Step step) {
        this.layout = layout;
        this.step = step;
    }

    List<LintFinding> findings() {
        int known = knownFunctionaries();
        boolean byCertificate = !step.certificateConstraints().isEmpty();
        if (byCertificate && layout.rootCas().isEmpty()) {
            add(NO_ROOT_CERTIFICATE, "it has certificate constraints, but the layout has no root certificates");
        }
        if (step.pubkeys().isEmpty() && !byCertificate) {
            add(NO_FUNCTIONARY, "it names no key, so nobody may carry it out");
        }
        if (step.threshold() < 1) {
            add(
                    THRESHOLD_NOT_POSITIVE,
                    "its threshold is " + step.threshold() + ", so it would need no link; verification refuses that");
        } else if (!step.pubkeys().isEmpty() && !byCertificate && step.threshold() > known) {
            add(
                    THRESHOLD_TOO_HIGH,
                    "its threshold is " + step.threshold() + ", but it has " + known
                            + (known == 1 ? " functionary" : " functionaries"));
        }
        return findings;
    }

    /** How many different keys there are, whatever their ids. */
    private int knownFunctionaries() {
        var materials = new HashSet<String>();
        for (var id : step.pubkeys()) {
            var key = layout.functionary(id);
            if (key.isEmpty()) {
                add(UNKNOWN_KEY, "the layout does not hold its key " + DisplayText.of(id.value()));
            } else if (!materials.add(key.get().materialFingerprint())) {
                add(
                        SAME_KEY_TWICE,
                        "its key " + DisplayText.of(id.value()) + " is listed twice; it counts once, whatever its ids");
            }
        }
        return materials.size();
    }

    private void add(LintCode code, String text) {
        findings.add(LintFinding.of(code, step, text));
    }
}
