package io.jenkins.plugins.intoto.engine.layout;

import io.jenkins.plugins.intoto.engine.artifact.ArtifactCursor;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiPredicate;

/** Those artifacts of one side of a link that no proposed rule accounts for yet. */
final class UnexplainedArtifacts {
    private final Artifacts artifacts;
    private final BitSet left;

    UnexplainedArtifacts(Artifacts artifacts) {
        this.artifacts = artifacts;
        this.left = new BitSet(artifacts.size());
        left.set(0, artifacts.size());
    }

    boolean isEmpty() {
        return left.isEmpty();
    }

    /** Takes out those that others have with equal digests; whether there were any. */
    boolean takeEqual(Artifacts others) {
        return !take(others, ArtifactCursor::matches).isEmpty();
    }

    /** Takes out those whose paths others have with different digests. */
    List<String> takeDifferent(Artifacts others) {
        return take(others, (mine, theirs) -> !mine.sameDigests(theirs));
    }

    /** Takes out all. */
    List<String> takeAll() {
        return take(artifacts, (mine, theirs) -> true);
    }

    private List<String> take(Artifacts others, BiPredicate<ArtifactCursor, ArtifactCursor> wanted) {
        var taken = new ArrayList<String>();
        var mine = artifacts.cursor();
        var theirs = others.cursor();
        while (mine.next()) {
            if (left.get(mine.index()) && theirs.seek(mine) && wanted.test(mine, theirs)) {
                left.clear(mine.index());
                taken.add(mine.path());
            }
        }
        return taken;
    }
}
