package io.jenkins.plugins.intoto.verification;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import java.util.EnumSet;
import java.util.List;

/** Compares digests that were recorded, by whatever algorithms, with those of files at hand. */
final class ProductDigests {
    private ProductDigests() {}

    /** The algorithms that products were recorded with, as far as they are known here; the usual one if there is none. */
    static List<DigestAlgorithm> algorithmsOf(Artifacts products) {
        var algorithms = EnumSet.noneOf(DigestAlgorithm.class);
        var cursor = products.cursor();
        while (cursor.next() && algorithms.size() < DigestAlgorithm.values().length) {
            cursor.digests().asMap().keySet().forEach(name -> DigestAlgorithm.named(name)
                    .ifPresent(algorithms::add));
        }
        return algorithms.isEmpty() ? List.of(DigestAlgorithm.SHA256) : List.copyOf(algorithms);
    }

    /** Whether a file has every digest of a product that could be computed, and at least one of them. */
    static boolean agree(DigestSet file, DigestSet product) {
        var computed = file.asMap();
        var common = product.asMap().entrySet().stream()
                .filter(digest -> computed.containsKey(digest.getKey()))
                .toList();
        return !common.isEmpty()
                && common.stream().allMatch(digest -> digest.getValue().equals(computed.get(digest.getKey())));
    }
}
