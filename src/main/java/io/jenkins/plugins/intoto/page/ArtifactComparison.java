package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.archive.RecordedPatterns;
import io.jenkins.plugins.intoto.engine.artifact.ArtifactCursor;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import java.util.Optional;
import org.jvnet.localizer.Localizable;

/** The materials and products of a link side by side, in the order of their paths: what the step did to each file. */
final class ArtifactComparison {
    /** What became of a file. */
    enum Change {
        /** It is a product, and would have been a material if it had been there before. */
        CREATED(false, true, Messages._ArtifactComparison_Created()),
        /** It is on both sides with different digests, or without any. */
        MODIFIED(true, true, Messages._ArtifactComparison_Modified()),
        /** It is a material, and would be a product if it were still there. */
        DELETED(true, false, Messages._ArtifactComparison_Deleted()),
        /** It is on both sides with equal digests. */
        UNCHANGED(true, true, Messages._ArtifactComparison_Unchanged()),
        /** It is a material only, and nothing says that it was to be a product. */
        MATERIAL_ONLY(true, false, Messages._ArtifactComparison_MaterialOnly()),
        /** It is a product only, and nothing says that it was to be a material. */
        PRODUCT_ONLY(false, true, Messages._ArtifactComparison_ProductOnly());

        private final boolean material;
        private final boolean product;
        private final Localizable words;

        Change(boolean material, boolean product, Localizable words) {
            this.material = material;
            this.product = product;
            this.words = words;
        }

        boolean isMaterial() {
            return material;
        }

        boolean isProduct() {
            return product;
        }

        /** What to call it. */
        String words() {
            return words.toString();
        }
    }

    private final ArtifactCursor material;
    private final ArtifactCursor product;
    private boolean hasMaterial;
    private boolean hasProduct;
    private final Optional<RecordedPatterns> patterns;
    private Change change;

    ArtifactComparison(LinkArtifacts artifacts) {
        patterns = artifacts.patterns();
        material = artifacts.materials().cursor();
        product = artifacts.products().cursor();
        hasMaterial = material.next();
        hasProduct = product.next();
    }

    /** Moves to the next file; false if there is none. */
    boolean next() {
        if (change != null) {
            hasMaterial = change.isMaterial() ? material.next() : hasMaterial;
            hasProduct = change.isProduct() ? product.next() : hasProduct;
        }
        if (!hasMaterial && !hasProduct) {
            return false;
        }
        int order = !hasMaterial ? 1 : !hasProduct ? -1 : ArtifactCursor.comparePaths(material, product);
        if (order < 0) {
            change = patterns.isPresent() && patterns.get().takesProduct(material.path())
                    ? Change.DELETED
                    : Change.MATERIAL_ONLY;
        } else if (order > 0) {
            change = patterns.isPresent() && patterns.get().takesMaterial(product.path())
                    ? Change.CREATED
                    : Change.PRODUCT_ONLY;
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
        return change.isMaterial() ? material.path() : product.path();
    }

    /** The digests of the current file before the step. */
    Optional<DigestSet> material() {
        return change.isMaterial() ? Optional.of(material.digests()) : Optional.empty();
    }

    /** The digests of the current file after the step. */
    Optional<DigestSet> product() {
        return change.isProduct() ? Optional.of(product.digests()) : Optional.empty();
    }
}
