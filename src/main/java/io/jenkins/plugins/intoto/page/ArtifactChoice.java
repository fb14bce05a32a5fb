package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.page.ArtifactComparison.Change;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.function.Predicate;
import org.jvnet.localizer.Localizable;

/** Which artifacts of a link to show. */
public enum ArtifactChoice {
    /** All of them. */
    ALL(Messages._ArtifactChoice_All(), change -> true),
    /** What the step did something to. */
    CHANGED(Messages._ArtifactChoice_Changed(), EnumSet.of(Change.CREATED, Change.MODIFIED, Change.DELETED)::contains),
    /** What the step made. */
    CREATED(Messages._ArtifactChoice_Created(), EnumSet.of(Change.CREATED)::contains),
    /** What the step changed. */
    MODIFIED(Messages._ArtifactChoice_Modified(), EnumSet.of(Change.MODIFIED)::contains),
    /** What the step removed. */
    DELETED(Messages._ArtifactChoice_Deleted(), EnumSet.of(Change.DELETED)::contains),
    /** What the step left alone. */
    UNCHANGED(Messages._ArtifactChoice_Unchanged(), EnumSet.of(Change.UNCHANGED)::contains),
    /** What went in, and was not looked for afterwards. */
    MATERIAL_ONLY(Messages._ArtifactChoice_MaterialOnly(), EnumSet.of(Change.MATERIAL_ONLY)::contains),
    /** What came out, and was not looked for before. */
    PRODUCT_ONLY(Messages._ArtifactChoice_ProductOnly(), EnumSet.of(Change.PRODUCT_ONLY)::contains),
    /** What went in. */
    MATERIALS(Messages._ArtifactChoice_Materials(), Change::isMaterial),
    /** What came out. */
    PRODUCTS(Messages._ArtifactChoice_Products(), Change::isProduct);

    private final Localizable label;
    private final Predicate<Change> changes;

    ArtifactChoice(Localizable label, Predicate<Change> changes) {
        this.label = label;
        this.changes = changes;
    }

    /** The choice of a name; all artifacts if there is none of that name. */
    static ArtifactChoice of(String name) {
        return Arrays.stream(values())
                .filter(choice -> choice.getName().equals(name))
                .findFirst()
                .orElse(ALL);
    }

    boolean includes(Change change) {
        return changes.test(change);
    }

    /** The name in addresses. */
    public String getName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words for people. */
    public String getLabel() {
        return label.toString();
    }
}
