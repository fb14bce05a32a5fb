package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.archive.RecordedPatterns;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.model.Link;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The artifacts of a link.
 *
 * @param materials its materials
 * @param products its products
 * @param patterns which files the step recorded; empty if that is not known
 */
record LinkArtifacts(Artifacts materials, Artifacts products, Optional<RecordedPatterns> patterns) {
    /** Those of a link that cannot be shown. */
    static final LinkArtifacts NONE = new LinkArtifacts(Artifacts.NONE, Artifacts.NONE, Optional.empty());

    /**
     * @param genuine whether the run itself has signed the link: what it says of itself counts only then
     */
    static LinkArtifacts of(Link link, boolean genuine) {
        return new LinkArtifacts(
                link.materials(), link.products(), genuine ? RecordedPatterns.of(link) : Optional.empty());
    }

    /** How many files each thing became of; what became of none is not in the map. */
    Map<ArtifactComparison.Change, Integer> changes() {
        var counts = new EnumMap<ArtifactComparison.Change, Integer>(ArtifactComparison.Change.class);
        var comparison = new ArtifactComparison(this);
        while (comparison.next()) {
            counts.merge(comparison.change(), 1, Integer::sum);
        }
        return counts;
    }

    /** About how many bytes of memory they take. */
    long bytes() {
        return materials.bytes() + products.bytes();
    }
}
