package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import io.jenkins.plugins.intoto.engine.model.Inspection;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Step;
import io.jenkins.plugins.intoto.engine.model.SupplyChainItem;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A layout as lines of text. */
final class LayoutText {
    private final Envelope envelope;
    private final Layout layout;
    private final Instant now;
    private final List<String> lines = new ArrayList<>();

    LayoutText(Envelope envelope, Layout layout, Instant now) {
        this.envelope = envelope;
        this.layout = layout;
        this.now = now;
    }

    List<String> lines() {
        head();
        keys("keys", layout.keys());
        keys("root certificates", layout.rootCas());
        keys("intermediate certificates", layout.intermediateCas());
        layout.steps().forEach(this::step);
        layout.inspections().forEach(this::inspection);
        return List.copyOf(lines);
    }

    private void add(String indent, String text) {
        lines.add(indent + DisplayText.of(text));
    }

    private void head() {
        var kind = envelope.format() == EnvelopeFormat.DSSE ? "DSSE envelope" : "Metablock";
        add("", envelope.source() + ": layout, " + kind);
        var signers = envelope.signatures().stream()
                .map(signature -> signature.keyId().value())
                .distinct()
                .toList();
        if (signers.isEmpty()) {
            add("", "not signed");
        }
        signers.forEach(signer -> add("", "signature by " + signer));
        add("", expiry());
        layout.readme().lines().filter(line -> !line.isBlank()).forEach(line -> add("| ", line));
    }

    private String expiry() {
        var left = Duration.between(now, layout.expires());
        return left.isNegative() || left.isZero()
                ? "expired at " + layout.expires()
                : "expires at " + layout.expires() + ", in " + left.toDays() + (left.toDays() == 1 ? " day" : " days");
    }

    private void keys(String title, Map<KeyId, VerificationKey> keys) {
        if (keys.isEmpty()) {
            return;
        }
        lines.add("");
        add("", title);
        keys.forEach((id, key) -> {
            var kind =
                    key instanceof AsymmetricKey asymmetric ? asymmetric.keytype() + ", " + asymmetric.scheme() : "GPG";
            var unusable = key.whyUnusable(now).map(reason -> ", must not be used: " + reason);
            add("  ", id.value() + "  " + kind + unusable.orElse(""));
        });
    }

    private void step(Step step) {
        lines.add("");
        add("", "step '" + step.name() + "'");
        var functionaries = step.pubkeys().stream().map(KeyId::shortForm).collect(Collectors.joining(", "));
        add("  ", "by " + (functionaries.isEmpty() ? "no key" : functionaries) + "; needed: " + step.threshold());
        for (var constraint : step.certificateConstraints()) {
            add("  ", "or a certificate: " + constraint);
        }
        if (!step.expectedCommand().isEmpty()) {
            add("  ", "command: " + String.join(" ", step.expectedCommand()));
        }
        rules(step);
    }

    private void inspection(Inspection inspection) {
        lines.add("");
        add("", "inspection '" + inspection.name() + "'");
        add("  ", "runs: " + String.join(" ", inspection.run()));
        rules(inspection);
    }

    private void rules(SupplyChainItem item) {
        for (var side : ArtifactSide.values()) {
            var rules = item.rules(side);
            add("  ", side.inTotoName() + (rules.isEmpty() ? ": no rules, anything passes" : ""));
            for (int i = 0; i < rules.size(); i++) {
                add("    ", (i + 1) + ". " + text(rules.get(i)));
            }
        }
    }

    /** The rule with elements in quotes where blanks would make it ambiguous. */
    private static String text(ArtifactRule rule) {
        return rule.tokens().stream()
                .map(token -> token.isEmpty() || token.indexOf(' ') >= 0 ? "\"" + token + "\"" : token)
                .collect(Collectors.joining(" "));
    }
}
