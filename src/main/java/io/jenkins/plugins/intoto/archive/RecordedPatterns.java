package io.jenkins.plugins.intoto.archive;

import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.record.AntPatterns;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which files a step recorded as materials and as products. They stand in the environment of its link (in-toto specification
 * 1.0, section 4.4), for without them nobody can tell a file that the step deleted from one that was never meant to be a
 * product. What both sides leave out needs no mention: it stands on neither.
 */
public final class RecordedPatterns {
    /** The member of the environment. */
    public static final String MEMBER = "patterns";

    private static final String MATERIALS = "materials";
    private static final String PRODUCTS = "products";

    /** A page is not to be kept busy by what stands in a link. */
    private static final int MOST_CHARACTERS = 10_000;

    private final Predicate<String> materials;
    private final Predicate<String> products;

    private RecordedPatterns(Predicate<String> materials, Predicate<String> products) {
        this.materials = materials;
        this.products = products;
    }

    /**
     * The member of the environment.
     *
     * @param materials the Ant patterns of the materials; empty if every file is one
     * @param products the Ant patterns of the products; empty if every file is one
     */
    public static Map<String, Object> toMap(List<String> materials, List<String> products) {
        return Map.of(MATERIALS, materials, PRODUCTS, products);
    }

    /** The patterns of a link; empty if it does not say which there were, as those of other tools. */
    public static Optional<RecordedPatterns> of(Link link) {
        if (link.environment().get(MEMBER) instanceof Map<?, ?> patterns) {
            var materials = selection(patterns.get(MATERIALS));
            var products = selection(patterns.get(PRODUCTS));
            if (materials.isPresent() && products.isPresent()) {
                return Optional.of(new RecordedPatterns(materials.get(), products.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Predicate<String>> selection(Object value) {
        if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
            return Optional.empty();
        }
        var includes = list.stream().map(String.class::cast).toList();
        return includes.stream().mapToInt(include -> include.length() + 1).sum() > MOST_CHARACTERS
                ? Optional.empty()
                : Optional.of(new AntPatterns(includes, List.of(), false, true).selection());
    }

    /** Whether a file at a path would have been recorded as a material. */
    public boolean takesMaterial(String path) {
        return materials.test(path);
    }

    /** Whether a file at a path would have been recorded as a product. */
    public boolean takesProduct(String path) {
        return products.test(path);
    }
}
