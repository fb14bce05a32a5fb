package io.jenkins.plugins.intoto.page;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Which artifacts of a link to show. */
public enum ArtifactChoice {
    /** All of them. */
    ALL("All artifacts", EnumSet.allOf(ArtifactComparison.Change.class)),
    /** What the step did something to. */
    CHANGED("Created, modified and deleted", EnumSet.complementOf(EnumSet.of(ArtifactComparison.Change.UNCHANGED))),
    /** What the step made. */
    CREATED("Created", EnumSet.of(ArtifactComparison.Change.CREATED)),
    /** What the step changed. */
    MODIFIED("Modified", EnumSet.of(ArtifactComparison.Change.MODIFIED)),
    /** What the step removed. */
    DELETED("Deleted", EnumSet.of(ArtifactComparison.Change.DELETED)),
    /** What the step left alone. */
    UNCHANGED("Unchanged", EnumSet.of(ArtifactComparison.Change.UNCHANGED)),
    /** What went in. */
    MATERIALS("Materials", EnumSet.complementOf(EnumSet.of(ArtifactComparison.Change.CREATED))),
    /** What came out. */
    PRODUCTS("Products", EnumSet.complementOf(EnumSet.of(ArtifactComparison.Change.DELETED)));

    private final String label;
    private final Set<ArtifactComparison.Change> changes;

    ArtifactChoice(String label, Set<ArtifactComparison.Change> changes) {
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

    boolean includes(ArtifactComparison.Change change) {
        return changes.contains(change);
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
