package io.jenkins.plugins.intoto.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.intoto.archive.RecordedPatterns;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jvnet.localizer.Localizable;

/**
 * A link as a page shows it: this is what the file says, and whether one of the run's own keys has signed it. All text is
 * safe to show as text.
 */
public final class ShownLink {
    private static final Localizable NOT_READ_YET = Messages._ShownLink_NotReadYet();

    private final String file;
    /** A text, or one that can be translated; null if there is a link. */
    private final Object problem;

    private final boolean genuine;
    private final Link link;
    private final List<ShownKey> signers;
    private final Optional<RecordedPatterns> patterns;
    private final Map<ArtifactComparison.Change, Integer> changes;

    /**
     * @param file the name of its file
     * @param genuine whether one of the run's own keys has signed it
     * @param link the link
     * @param signers the keys that the signatures name
     */
    ShownLink(String file, boolean genuine, Link link, List<ShownKey> signers) {
        this(file, null, genuine, link, signers);
    }

    private ShownLink(
            String file,
            @CheckForNull Object problem,
            boolean genuine,
            @CheckForNull Link link,
            List<ShownKey> signers) {
        this.file = file;
        this.problem = problem;
        this.genuine = genuine;
        this.link = link;
        this.signers = List.copyOf(signers);
        // What a link says of itself counts if the run has signed it.
        this.patterns = link == null || !genuine ? Optional.empty() : RecordedPatterns.of(link);
        this.changes = link == null ? Map.of() : ArtifactComparison.count(link, patterns);
    }

    /** A file that holds the layout of a step instead of its link. */
    static ShownLink sublayout(String file, boolean genuine, List<ShownKey> signers) {
        return new ShownLink(file, Messages._ShownLink_Sublayout(), genuine, null, signers);
    }

    static ShownLink unreadable(String file, InTotoException reason) {
        return new ShownLink(file, DisplayText.of(reason.getMessage()), false, null, List.of());
    }

    static ShownLink notReadYet(String file) {
        return new ShownLink(file, NOT_READ_YET, false, null, List.of());
    }

    /** Whether it was left to another request to read it; its own page does. */
    public boolean isPending() {
        return problem == NOT_READ_YET;
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
        return problem == null ? null : problem.toString();
    }

    /** Whether it has a valid signature by a key that the run itself has signed with. */
    public boolean isGenuine() {
        return genuine;
    }

    /** The name of the step; that of the file if the link cannot be read. */
    public String getStep() {
        return DisplayText.of(link == null ? file : link.name());
    }

    /** The keys that the signatures name. One has a name only if its signature is valid. */
    public List<ShownKey> getSigners() {
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
            return DisplayText.of(
                    Messages.ShownLink_Origin(jenkins.get("job"), jenkins.get("build"), jenkins.get("node")));
        }
        return "";
    }

    /** How many materials there are. */
    public int getMaterials() {
        return link == null ? 0 : link.materials().size();
    }

    /** How many products there are. */
    public int getProducts() {
        return link == null ? 0 : link.products().size();
    }

    /** How many files the step made. */
    public int getCreated() {
        return changes.getOrDefault(ArtifactComparison.Change.CREATED, 0);
    }

    /** How many files are on both sides with different digests. */
    public int getModified() {
        return changes.getOrDefault(ArtifactComparison.Change.MODIFIED, 0);
    }

    /** How many files the step removed. */
    public int getDeleted() {
        return changes.getOrDefault(ArtifactComparison.Change.DELETED, 0);
    }

    /** How many files are on both sides with equal digests. */
    public int getUnchanged() {
        return changes.getOrDefault(ArtifactComparison.Change.UNCHANGED, 0);
    }

    /** How many materials are not products, without anything that says that the step removed them. */
    public int getMaterialsOnly() {
        return changes.getOrDefault(ArtifactComparison.Change.MATERIAL_ONLY, 0);
    }

    /** How many products were no materials, without anything that says that the step made them. */
    public int getProductsOnly() {
        return changes.getOrDefault(ArtifactComparison.Change.PRODUCT_ONLY, 0);
    }

    /** Whether materials and products are not the same files with the same digests. */
    public boolean isDiffering() {
        return changes.keySet().stream().anyMatch(change -> change != ArtifactComparison.Change.UNCHANGED);
    }

    /** Which files the step recorded; empty if that is not known. */
    Optional<RecordedPatterns> patterns() {
        return patterns;
    }

    /** The link itself; empty if it cannot be shown. */
    Optional<Link> link() {
        return Optional.ofNullable(link);
    }
}
