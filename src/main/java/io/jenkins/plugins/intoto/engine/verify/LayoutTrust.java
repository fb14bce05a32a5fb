package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a layout may be followed (in-toto specification 1.0, section 5.1): each given key has signed it, it has not
 * expired, and it demands something at all.
 */
final class LayoutTrust {
    private final Envelope envelope;
    private final KeyNames names;
    private final List<KeyId> signers = new ArrayList<>();
    private final List<Finding> failures = new ArrayList<>();
    private final boolean holds;

    LayoutTrust(Envelope envelope, List<VerificationKey> keys, Instant at, KeyNames names) {
        this.envelope = envelope;
        this.names = names;
        if (keys.isEmpty()) {
            fail(ReasonCode.NO_LAYOUT_KEY, "no key was given to verify it with");
        }
        for (var key : keys) {
            checkSignature(key, at);
        }
        boolean authentic = failures.isEmpty();
        if (authentic && envelope.payload() instanceof Layout layout) {
            this.holds = check(layout, at);
        } else {
            if (authentic) {
                fail(
                        ReasonCode.LAYOUT_UNREADABLE,
                        DisplayText.of(envelope.source()) + " is a "
                                + envelope.payload().type() + ", no layout");
            }
            this.holds = false;
        }
    }

    private void checkSignature(VerificationKey key, Instant at) {
        var id = names.ofAny(key.keyId());
        var unusable = envelope.whyUnusable(key, at);
        if (unusable.isPresent()) {
            fail(ReasonCode.LAYOUT_KEY_UNUSABLE, "key " + id + " must not be used: " + DisplayText.of(unusable.get()));
        } else if (envelope.signatureBy(key, at).isPresent()) {
            signers.add(key.keyId());
        } else if (envelope.claimsSignatureBy(key)) {
            fail(
                    ReasonCode.LAYOUT_SIGNATURE_INVALID,
                    "the signature by key " + id + " is not valid: it was changed, or signed with another key");
        } else {
            fail(ReasonCode.LAYOUT_NOT_SIGNED, "there is no signature by key " + id + signedBy());
        }
    }

    private String signedBy() {
        if (envelope.signatures().isEmpty()) {
            return "; nobody has signed it";
        }
        return "; signatures are by "
                + String.join(
                        ", ",
                        envelope.signatures().stream()
                                .map(signature -> names.ofAny(signature.keyId()))
                                .distinct()
                                .limit(10)
                                .toList());
    }

    private boolean check(Layout layout, Instant at) {
        if (!layout.expires().isAfter(at)) {
            fail(ReasonCode.LAYOUT_EXPIRED, "it expired at " + layout.expires());
        }
        if (layout.steps().isEmpty()) {
            fail(ReasonCode.LAYOUT_WITHOUT_STEPS, "it has no steps, so anything would pass");
            return false;
        }
        boolean sound = true;
        for (var step : layout.steps()) {
            if (step.threshold() < 1) {
                sound = false;
                fail(
                        ReasonCode.THRESHOLD_NOT_POSITIVE,
                        "step '" + DisplayText.of(step.name()) + "' has threshold " + step.threshold()
                                + ", so it would pass without a link");
            }
        }
        return sound;
    }

    private void fail(ReasonCode code, String sentence) {
        failures.add(Finding.ofLayout(code, sentence));
    }

    /** Whether it makes sense to look at the steps; also of an expired layout, whose steps may tell more. */
    boolean holds() {
        return holds;
    }

    List<Finding> failures() {
        return List.copyOf(failures);
    }

    List<KeyId> signers() {
        return List.copyOf(signers);
    }

    /** The layout, if it {@link #holds}. */
    Layout layout() {
        return (Layout) envelope.payload();
    }
}
