package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.key.CertificateSubject;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.model.Step;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the links of one step and decides which of them count (in-toto specification 1.0, section 5.1, signatures and
 * thresholds). A functionary counts once, under however many ids the layout lists the key.
 */
final class StepLinks {
    /**
     * A link or sublayout with a valid signature by a functionary of the step.
     *
     * @param outcome how it stands in the outcome so far
     * @param envelope what was read
     * @param key the key that signed it
     * @param subject whose certificate the key has, if it counts for its certificate
     */
    record Accepted(LinkOutcome outcome, Envelope envelope, VerificationKey key, Optional<CertificateSubject> subject) {
        /** Whether both are of one functionary: one key under several ids, or one person with several certificates. */
        boolean isOfSameFunctionary(Accepted other) {
            return !Collections.disjoint(key.materialFingerprints(), other.key.materialFingerprints())
                    || (subject.isPresent() && subject.equals(other.subject));
        }

        Accepted from(String place) {
            return new Accepted(outcome.from(place), envelope, key, subject);
        }
    }

    /** A directory may hold any number of files that look like links; a sentence names this many. */
    private static final int REMARKS = 10;

    private final Layout layout;
    private final Step step;
    private final LinkSource source;
    private final Set<String> fileNames;
    private final Instant at;
    private final Budget budget;
    private final VerificationOptions options;

    private final Map<String, Optional<Envelope>> envelopes = new HashMap<>();
    private final List<Accepted> accepted = new ArrayList<>();
    private final List<LinkOutcome> dropped = new ArrayList<>();
    private final List<Finding> failures = new ArrayList<>();

    StepLinks(
            Layout layout,
            Step step,
            LinkSource source,
            Set<String> fileNames,
            Instant at,
            Budget budget,
            VerificationOptions options) {
        this.layout = layout;
        this.step = step;
        this.source = source;
        this.fileNames = fileNames;
        this.at = at;
        this.budget = budget;
        this.options = options;
    }

    /** Looks for a link by each authorised key, in the order of the step, then by certificates. */
    StepLinks find() throws InterruptedException {
        for (var id : step.pubkeys()) {
            var key = layout.functionary(id);
            if (key.isPresent()) {
                findBy(key.get());
            }
        }
        if (!step.certificateConstraints().isEmpty()) {
            findByCertificate();
        }
        reportOthers();
        return this;
    }

    /** Finds nothing, since the links cannot be listed. */
    StepLinks without(UnreadableFileException reason) {
        failures.add(Finding.ofStep(ReasonCode.LINK_MISSING, step.name(), DisplayText.of(reason.getMessage())));
        return this;
    }

    Step step() {
        return step;
    }

    /** The links that count, by different functionaries, in the order of the step's keys. */
    List<Accepted> accepted() {
        return List.copyOf(accepted);
    }

    List<LinkOutcome> dropped() {
        return dropped.stream()
                .map(outcome -> outcome.from(source.origin(outcome.file())))
                .toList();
    }

    /** What is wrong: unreadable links, no link, too few. */
    List<Finding> failures() {
        var all = new ArrayList<>(failures);
        int found = accepted.size();
        if (found >= step.threshold() || !all.isEmpty()) {
            return all;
        }
        boolean any = found > 0 || !dropped.isEmpty();
        var needed = step.threshold() == 1 ? "1 is needed" : step.threshold() + " are needed";
        var sentence = (found == 0
                        ? "no valid link was found"
                        : found + " valid " + (found == 1 ? "link was" : "links were") + " found")
                + place() + ", " + needed + remarks() + nearMisses();
        all.add(Finding.ofStep(any ? ReasonCode.THRESHOLD_NOT_MET : ReasonCode.LINK_MISSING, step.name(), sentence));
        return all;
    }

    private String place() {
        var place = DisplayText.of(source.describe(""));
        return place.isEmpty() ? "" : " in " + place;
    }

    private String remarks() {
        var remarks = new StringBuilder();
        for (var outcome : dropped.subList(0, Math.min(dropped.size(), REMARKS))) {
            remarks.append("; ").append(LinkRemarks.of(outcome, step.name(), options.keyNames()));
        }
        int more = dropped.size() - REMARKS;
        return more <= 0 ? remarks.toString() : remarks + "; and " + more + " more";
    }

    /** Files that no one looks at for their names, which whoever made them may not know. */
    private String nearMisses() {
        var near = fileNames.stream()
                .filter(name -> LinkFileNames.isNearly(step.name(), name))
                .sorted()
                .toList();
        if (near.isEmpty()) {
            return "";
        }
        int more = near.size() - REMARKS;
        return near.stream().limit(REMARKS).map(DisplayText::of).collect(Collectors.joining(", ", "; there is ", ""))
                + (more > 0 ? " and " + more + " more" : "") + ", but a link of this step is called "
                + DisplayText.of(step.name()) + ".KEYID8.link";
    }

    private void findBy(VerificationKey key) throws InterruptedException {
        for (var id : key.signatureIds()) {
            var file = LinkFileNames.link(step.name(), id);
            if (fileNames.contains(file)) {
                var envelope = envelope(file, id);
                budget.checkStopped();
                envelope.ifPresent(found -> judge(file, id, found, key));
            }
        }
    }

    private void judge(String file, KeyId id, Envelope envelope, VerificationKey key) {
        var unusable = envelope.whyUnusable(key, at);
        if (!envelope.claimsSignatureBy(key)) {
            dropped.add(LinkOutcome.of(file, id, LinkStatus.NOT_SIGNED));
        } else if (unusable.isPresent()) {
            dropped.add(LinkOutcome.of(file, id, LinkStatus.KEY_UNUSABLE, unusable.get()));
        } else if (envelope.signatureBy(key, at).isEmpty()) {
            dropped.add(LinkOutcome.of(file, id, LinkStatus.SIGNATURE_INVALID));
        } else {
            accept(new Accepted(LinkOutcome.of(file, id, LinkStatus.ACCEPTED), envelope, key, Optional.empty()));
        }
    }

    private void accept(Accepted found) {
        var file = found.outcome().file();
        if (found.envelope().payload() instanceof Link link) {
            var dropping = whyDropped(link, file, found.key());
            if (dropping.isPresent()) {
                dropped.add(dropping.get());
                return;
            }
        } else if (!options.admitSublayoutOf(step.name())) {
            dropped.add(LinkOutcome.of(
                    file,
                    found.key().keyId(),
                    LinkStatus.NOT_ADMITTED,
                    "it is a sublayout, which is not allowed for this step"));
            return;
        }
        var same = accepted.stream().filter(found::isOfSameFunctionary).findFirst();
        if (same.isEmpty()) {
            accepted.add(found.from(source.origin(file)));
        } else if (!same.get().outcome().file().equals(file)) {
            dropped.add(found.outcome().withStatus(LinkStatus.SAME_FUNCTIONARY));
        }
    }

    private Optional<LinkOutcome> whyDropped(Link link, String file, VerificationKey key) {
        if (!link.name().equals(step.name())) {
            var remark = "it is of step '" + link.name() + "'";
            return Optional.of(LinkOutcome.of(file, key.keyId(), LinkStatus.OTHER_STEP, remark));
        }
        return whyRefused(link, file).map(reason -> LinkOutcome.of(file, key.keyId(), LinkStatus.NOT_ADMITTED, reason));
    }

    private Optional<String> whyRefused(Link link, String file) {
        try {
            return source.vouchesFor(file)
                    ? Optional.empty()
                    : options.admission().whyRefused(link);
        } catch (UnreadableFileException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void findByCertificate() throws InterruptedException {
        var functionaries = new CertificateFunctionaries(layout, step, options.intermediates(), at);
        for (var file : fileNames) {
            if (!LinkFileNames.isLinkOf(step.name(), file) || envelopes.containsKey(file)) {
                continue;
            }
            var id = shortIdOf(file);
            var found = envelope(file, id);
            budget.checkStopped();
            found.ifPresent(envelope -> {
                var judged = functionaries.judge(envelope);
                judged.key()
                        .ifPresentOrElse(
                                certified -> accept(new Accepted(
                                        LinkOutcome.ofCertificate(
                                                file,
                                                judged.signer().orElse(id),
                                                certified.identity().name()),
                                        envelope,
                                        certified.key(),
                                        Optional.of(certified.subject()))),
                                () -> dropped.add(LinkOutcome.of(
                                        file,
                                        judged.signer().orElse(id),
                                        LinkStatus.CERTIFICATE_REFUSED,
                                        judged.remark())));
            });
        }
    }

    /** Names the files that look like links of this step and are by nobody who may carry it out. */
    private void reportOthers() {
        for (var file : fileNames) {
            if (LinkFileNames.isLinkOf(step.name(), file) && !envelopes.containsKey(file)) {
                dropped.add(LinkOutcome.of(file, shortIdOf(file), LinkStatus.NOT_AUTHORISED));
            }
        }
    }

    private KeyId shortIdOf(String file) {
        return new KeyId(file.substring(step.name().length() + 1, step.name().length() + 9));
    }

    private Optional<Envelope> envelope(String file, KeyId id) {
        var known = envelopes.get(file);
        if (known != null) {
            return known;
        }
        Optional<Envelope> envelope = Optional.empty();
        if (!budget.admitsLink()) {
            failures.add(Finding.ofStep(
                    ReasonCode.TOO_MANY_LINKS,
                    step.name(),
                    "there are more links than the " + budget.limits().maxLinks() + " that are looked at"));
        } else {
            try {
                var limits = budget.limits().json();
                if (!budget.admitsBytes(source.size(file))) {
                    throw new UnreadableFileException(
                            source.describe(file),
                            "makes the links larger together than the "
                                    + budget.limits().maxBytes() + " bytes that are looked at");
                }
                envelope = Optional.of(EnvelopeReader.read(() -> source.open(file), source.describe(file), limits));
            } catch (UnreadableFileException | MalformedMetadataException e) {
                dropped.add(LinkOutcome.of(file, id, LinkStatus.UNREADABLE, e.getMessage()));
                failures.add(Finding.ofStep(
                        ReasonCode.LINK_UNREADABLE,
                        step.name(),
                        "a link cannot be read: " + DisplayText.of(e.getMessage())));
            }
        }
        envelopes.put(file, envelope);
        return envelope;
    }
}
