package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.artifact.ArtifactCursor;
import io.jenkins.plugins.intoto.artifact.DigestSet;
import io.jenkins.plugins.intoto.model.Link;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The materials and products of a link side by side, in the order of their paths: what the step did to each file. */
final class ArtifactComparison {
    /** What became of a file. */
    enum Change {
        /** It is a product only. */
        CREATED,
        /** It is on both sides with different digests, or without any. */
        MODIFIED,
        /** It is a material only. */
        DELETED,
        /** It is on both sides with equal digests. */
        UNCHANGED
    }

    private final ArtifactCursor material;
    private final ArtifactCursor product;
    private boolean hasMaterial;
    private boolean hasProduct;
    private Change change;

    ArtifactComparison(Link link) {
        material = link.materials().cursor();
        product = link.products().cursor();
        hasMaterial = material.next();
        hasProduct = product.next();
    }

    /** How many files each thing became of; what became of none is not in the map. */
    static Map<Change, Integer> count(Link link) {
        var counts = new EnumMap<Change, Integer>(Change.class);
        var comparison = new ArtifactComparison(link);
        while (comparison.next()) {
            counts.merge(comparison.change(), 1, Integer::sum);
        }
        return counts;
    }

    /** Moves to the next file; false if there is none. */
    boolean next() {
        if (change != null) {
            hasMaterial = change == Change.CREATED ? hasMaterial : material.next();
            hasProduct = change == Change.DELETED ? hasProduct : product.next();
        }
        if (!hasMaterial && !hasProduct) {
            return false;
        }
        int order = !hasMaterial ? 1 : !hasProduct ? -1 : ArtifactCursor.comparePaths(material, product);
        if (order != 0) {
            change = order < 0 ? Change.DELETED : Change.CREATED;
        } else {
            change = material.matches(product) ? Change.UNCHANGED : Change.MODIFIED;
        }
        return true;
    }

    /** What became of the current file. */
    Change change() {
        return change;
    }

    /** The path of the current file. */
    String path() {
        return change == Change.CREATED ? product.path() : material.path();
    }

    /** The digests of the current file before the step. */
    Optional<DigestSet> material() {
        return change == Change.CREATED ? Optional.empty() : Optional.of(material.digests());
    }

    /** The digests of the current file after the step. */
    Optional<DigestSet> product() {
        return change == Change.DELETED ? Optional.empty() : Optional.of(product.digests());
    }
}
