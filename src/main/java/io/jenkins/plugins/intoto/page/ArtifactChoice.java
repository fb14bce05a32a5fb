package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.page.ArtifactComparison.Change;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.function.Predicate;

/** Which artifacts of a link to show. */
public enum ArtifactChoice {
    /** All of them. */
    ALL("All artifacts", change -> true),
    /** What the step did something to. */
    CHANGED("Created, modified and deleted", EnumSet.of(Change.CREATED, Change.MODIFIED, Change.DELETED)::contains),
    /** What the step made. */
    CREATED("Created", EnumSet.of(Change.CREATED)::contains),
    /** What the step changed. */
    MODIFIED("Modified", EnumSet.of(Change.MODIFIED)::contains),
    /** What the step removed. */
    DELETED("Deleted", EnumSet.of(Change.DELETED)::contains),
    /** What the step left alone. */
    UNCHANGED("Unchanged", EnumSet.of(Change.UNCHANGED)::contains),
    /** What went in, and was not looked for afterwards. */
    MATERIAL_ONLY("Not among the products", EnumSet.of(Change.MATERIAL_ONLY)::contains),
    /** What came out, and was not looked for before. */
    PRODUCT_ONLY("Not among the materials", EnumSet.of(Change.PRODUCT_ONLY)::contains),
    /** What went in. */
    MATERIALS("Materials", Change::isMaterial),
    /** What came out. */
    PRODUCTS("Products", Change::isProduct);

    private final String label;
    private final Predicate<Change> changes;

    ArtifactChoice(String label, Predicate<Change> changes) {
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
        return label;
    }
}
