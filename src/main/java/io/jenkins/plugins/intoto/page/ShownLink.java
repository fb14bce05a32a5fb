package io.jenkins.plugins.intoto.page;

import hudson.Util;
import io.jenkins.plugins.intoto.InTotoException;
import io.jenkins.plugins.intoto.envelope.Envelope;
import io.jenkins.plugins.intoto.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.file.UnreadableFileException;
import io.jenkins.plugins.intoto.json.JsonLimits;
import io.jenkins.plugins.intoto.key.KeyId;
import io.jenkins.plugins.intoto.key.VerificationKey;
import io.jenkins.plugins.intoto.model.Link;
import io.jenkins.plugins.intoto.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.verify.DisplayText;
import io.jenkins.plugins.intoto.verify.LinkSource;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A link as a page shows it: this is what the file says, and whether one of the run's own keys has signed it. All text is
 * safe to show as text.
 */
public final class ShownLink {
    /** Larger ones are for download only. */
    private static final JsonLimits LIMITS = new JsonLimits(128L << 20, 64);

    private final String file;
    private final String problem;
    private final boolean genuine;
    private final Link link;
    private final List<String> signers;
    private final Map<ArtifactComparison.Change, Integer> changes;

    private ShownLink(
            String file,
            String problem,
            boolean genuine,
            Link link,
            List<String> signers,
            Map<ArtifactComparison.Change, Integer> changes) {
        this.file = file;
        this.problem = problem;
        this.genuine = genuine;
        this.link = link;
        this.signers = signers;
        this.changes = changes;
    }

    /**
     * @param keys the keys that the run itself has signed with
     */
    static ShownLink read(LinkSource source, String file, List<VerificationKey> keys) {
        try {
            var envelope = EnvelopeReader.read(source.read(file, LIMITS.maxBytes()), file, LIMITS);
            var now = Instant.now();
            boolean genuine =
                    keys.stream().anyMatch(key -> envelope.signatureBy(key, now).isPresent());
            if (envelope.payload() instanceof Link link) {
                return new ShownLink(
                        file, null, genuine, link, signers(file, envelope), ArtifactComparison.count(link));
            }
            return new ShownLink(file, "is a sublayout", genuine, null, signers(file, envelope), Map.of());
        } catch (UnreadableFileException | MalformedMetadataException e) {
            return unreadable(file, e);
        }
    }

    /** One id for each signature: a key is listed under several, the one that names the file is the one to know it by. */
    private static List<String> signers(String file, Envelope envelope) {
        var ids = new LinkedHashMap<String, KeyId>();
        for (var signature : envelope.signatures()) {
            var id = signature.keyId();
            boolean namesFile = !id.value().isEmpty() && file.endsWith("." + id.shortForm() + ".link");
            ids.merge(HexFormat.of().formatHex(signature.value()), id, (known, other) -> namesFile ? other : known);
        }
        return ids.values().stream().map(id -> DisplayText.of(id.shortForm())).toList();
    }

    static ShownLink unreadable(String file, InTotoException reason) {
        return new ShownLink(file, DisplayText.of(reason.getMessage()), false, null, List.of(), Map.of());
    }

    /** The name of the file. */
    public String getFile() {
        return file;
    }

    /** The address of its page, below that of the run's page. */
    public String getAddress() {
        return "link/" + Util.rawEncode(file) + "/";
    }

    /** Why there is nothing to show of it; null if there is. */
    public String getProblem() {
        return problem;
    }

    /** Whether it has a valid signature by a key that the run itself has signed with. */
    public boolean isGenuine() {
        return genuine;
    }

    /** The name of the step; that of the file if the link cannot be read. */
    public String getStep() {
        return DisplayText.of(link == null ? file : link.name());
    }

    /** The beginnings of the ids of the keys that the signatures name. */
    public List<String> getSigners() {
        return signers;
    }

    /** The command that ran; empty if the link names none. */
    public String getCommand() {
        return link == null ? "" : DisplayText.of(String.join(" ", link.command()));
    }

    /** Where it was recorded, as the link says; empty if it does not. */
    public String getOrigin() {
        var named = Optional.ofNullable(link).map(known -> known.environment().get("jenkins"));
        if (named.isPresent() && named.get() instanceof Map<?, ?> jenkins) {
            return DisplayText.of(jenkins.get("job") + " #" + jenkins.get("build") + " on " + jenkins.get("node"));
        }
        return "";
    }

    /** A number as people read it, its digits in groups. */
    public String grouped(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** How many materials there are. */
    public int getMaterials() {
        return link == null ? 0 : link.materials().size();
    }

    /** How many products there are. */
    public int getProducts() {
        return link == null ? 0 : link.products().size();
    }

    /** How many products were no materials. */
    public int getCreated() {
        return changes.getOrDefault(ArtifactComparison.Change.CREATED, 0);
    }

    /** How many files are on both sides with different digests. */
    public int getModified() {
        return changes.getOrDefault(ArtifactComparison.Change.MODIFIED, 0);
    }

    /** How many materials are no products. */
    public int getDeleted() {
        return changes.getOrDefault(ArtifactComparison.Change.DELETED, 0);
    }

    /** How many files are on both sides with equal digests. */
    public int getUnchanged() {
        return changes.getOrDefault(ArtifactComparison.Change.UNCHANGED, 0);
    }

    /** The link itself; empty if it cannot be shown. */
    Optional<Link> link() {
        return Optional.ofNullable(link);
    }
}
