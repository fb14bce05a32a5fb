package io.jenkins.plugins.intoto.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    private final List<ShownKey> signers;
    private final String step;
    private final String command;
    private final List<String> origin;
    private final int materials;
    private final int products;
    private final Map<ArtifactComparison.Change, Integer> changes;

    /**
     * @param file the name of its file
     * @param genuine whether one of the run's own keys has signed it
     * @param link the link, which is not kept
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
        this.signers = List.copyOf(signers);
        this.step = DisplayText.of(link == null ? file : link.name());
        this.command = link == null ? "" : DisplayText.of(String.join(" ", link.command()));
        this.origin = link == null ? List.of() : origin(link);
        var artifacts = link == null ? LinkArtifacts.NONE : LinkArtifacts.of(link, genuine);
        this.materials = artifacts.materials().size();
        this.products = artifacts.products().size();
        this.changes = artifacts.changes();
    }

    /** The job, the build and the node; empty if the link does not name them. */
    private static List<String> origin(Link link) {
        return link.environment().get("jenkins") instanceof Map<?, ?> jenkins
                ? Stream.of("job", "build", "node")
                        .map(name -> String.valueOf(jenkins.get(name)))
                        .toList()
                : List.of();
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
        return step;
    }

    /** The keys that the signatures name. One has a name only if its signature is valid. */
    public List<ShownKey> getSigners() {
        return signers;
    }

    /** The command that ran; empty if the link names none. */
    public String getCommand() {
        return command;
    }

    /** Where it was recorded, as the link says; empty if it does not. */
    public String getOrigin() {
        return origin.isEmpty()
                ? ""
                : DisplayText.of(Messages.ShownLink_Origin(origin.get(0), origin.get(1), origin.get(2)));
    }

    /** How many materials there are. */
    public int getMaterials() {
        return materials;
    }

    /** How many products there are. */
    public int getProducts() {
        return products;
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

    /** About how many bytes of memory this takes: text of two bytes a character, and objects of a few dozen. */
    long bytes() {
        return 1024
                + 512L * signers.size()
                + 2L * (command.length() + String.join("", origin).length() + step.length());
    }
}
