package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.SubstitutionException;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies a supply chain against a layout (in-toto specification 1.0, section 5.1): the layout's signatures and expiry,
 * parameters, links and their thresholds, sublayouts, commands, artifact rules, inspections. Immutable; may be used by
 * several threads.
 *
 * <p>Whatever is wrong with the supply chain becomes a {@link Finding} of the outcome. Only what keeps the verification
 * from being carried out at all is thrown.
 */
public final class LayoutVerifier {
    private final VerificationOptions options;

    /**
     * @param options what is demanded and allowed
     */
    public LayoutVerifier(VerificationOptions options) {
        this.options = options;
    }

    /**
     * Verifies.
     *
     * @param layout what the layout's file holds
     * @param layoutKeys the keys of the project owners, each of which must have signed the layout
     * @param links where the links are
     * @return the outcome, passed or not
     * @throws InterruptedException if the thread was interrupted
     */
    public Verification verify(Envelope layout, List<VerificationKey> layoutKeys, LinkSource links)
            throws InterruptedException {
        return verify(layout, layoutKeys, links, options.clock());
    }

    private Verification verify(Envelope envelope, List<VerificationKey> keys, LinkSource links, InstantSource clock)
            throws InterruptedException {
        return new Level(clock.instant().truncatedTo(ChronoUnit.SECONDS), new Budget(options.limits()), 0)
                .verify(envelope, keys, links);
    }

    /** The verification of one layout: the outermost, or a sublayout. */
    private final class Level {
        private final Instant at;
        private final Budget budget;
        private final int depth;

        Level(Instant at, Budget budget, int depth) {
            this.at = at;
            this.budget = budget;
            this.depth = depth;
        }

        Verification verify(Envelope envelope, List<VerificationKey> keys, LinkSource links)
                throws InterruptedException {
            budget.checkStopped();
            var trust = new LayoutTrust(envelope, keys, at, options.keyNames());
            budget.checkStopped();
            var failures = new ArrayList<>(trust.failures());
            if (!trust.holds()) {
                return untrusted(envelope, trust, failures);
            }
            var layout = trust.layout();
            if (options.parameters().isPresent()) {
                try {
                    layout = layout.substitute(options.parameters().get());
                } catch (SubstitutionException e) {
                    failures.add(Finding.ofLayout(ReasonCode.SUBSTITUTION_FAILED, DisplayText.of(e.getMessage())));
                    return untrusted(envelope, trust, failures);
                }
            }
            boolean inspects = !layout.inspections().isEmpty();
            if (inspects && options.inspections().isEmpty()) {
                failures.add(Finding.ofLayout(
                        ReasonCode.INSPECTIONS_NOT_ALLOWED,
                        "it has inspections, which run commands of its choice here; they must be allowed explicitly"));
            }
            var steps = new StepsVerification(layout, links, at, budget, options, this::verifySublayout).outcomes();
            boolean clean = failures.isEmpty() && steps.stream().allMatch(StepOutcome::passed);
            var inspections = clean && inspects
                    ? new InspectionsVerification(
                                    layout, steps, options.inspections().orElseThrow())
                            .outcomes()
                    : List.<InspectionOutcome>of();
            boolean passed = clean && inspections.stream().allMatch(InspectionOutcome::passed);
            return new Verification(
                    envelope.source(),
                    at,
                    trust.signers(),
                    Optional.of(layout),
                    failures,
                    steps,
                    inspections,
                    passed ? Optional.of(SummaryLink.of(steps)) : Optional.empty(),
                    options.keyNames());
        }

        private Verification untrusted(Envelope envelope, LayoutTrust trust, List<Finding> failures) {
            return new Verification(
                    envelope.source(),
                    at,
                    trust.signers(),
                    Optional.<Layout>empty(),
                    failures,
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    options.keyNames());
        }

        private Verification verifySublayout(
                String step, Envelope envelope, VerificationKey functionary, LinkSource links)
                throws InterruptedException {
            if (depth + 1 > options.limits().maxDepth()) {
                return refused(
                        envelope,
                        ReasonCode.SUBLAYOUT_TOO_DEEP,
                        "sublayouts are nested deeper than the "
                                + options.limits().maxDepth() + " levels allowed");
            }
            if (!budget.admitsSublayout()) {
                return refused(
                        envelope,
                        ReasonCode.TOO_MANY_LINKS,
                        "there are more sublayouts than the " + options.limits().maxSublayouts() + " allowed");
            }
            return new LayoutVerifier(options.within(step)).new Level(at, budget, depth + 1)
                    .verify(envelope, List.of(functionary), links);
        }

        private Verification refused(Envelope envelope, ReasonCode code, String sentence) {
            return new Verification(
                    envelope.source(),
                    at,
                    List.of(),
                    Optional.empty(),
                    List.of(Finding.ofLayout(code, sentence)),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    options.keyNames());
        }
    }
}
