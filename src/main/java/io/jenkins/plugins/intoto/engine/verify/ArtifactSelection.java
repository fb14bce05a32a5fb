package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.artifact.ArtifactCursor;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Some of the artifacts of a link, such as those that a rule consumed. Immutable; one bit an artifact. */
public final class ArtifactSelection {
    private final Artifacts artifacts;
    private final BitSet selected;

    /** Takes over the bit set: the caller must not change it any more. */
    ArtifactSelection(Artifacts artifacts, BitSet selected) {
        this.artifacts = artifacts;
        this.selected = selected;
    }

    /** How many artifacts are selected. */
    public int size() {
        return selected.cardinality();
    }

    /** Whether none is. */
    public boolean isEmpty() {
        return selected.isEmpty();
    }

    /**
     * The paths of the selected artifacts in order.
     *
     * @param most how many at the most
     */
    public List<String> paths(int most) {
        var paths = new ArrayList<String>();
        var cursor = artifacts.cursor();
        for (int left = Math.min(most, selected.cardinality()); left > 0 && nextSelected(cursor, selected); left--) {
            paths.add(cursor.path());
        }
        return List.copyOf(paths);
    }

    /** Moves a cursor to the next artifact of a set; false if there is none. */
    static boolean nextSelected(ArtifactCursor cursor, BitSet set) {
        while (cursor.next()) {
            if (set.get(cursor.index())) {
                return true;
            }
        }
        return false;
    }
}
