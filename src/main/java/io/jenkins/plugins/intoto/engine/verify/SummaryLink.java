package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.model.Link;
import java.util.List;
import java.util.Map;

/**
 * One link for a whole supply chain (in-toto specification 1.0, section 5.2): the materials of its first step, the products,
 * byproducts and command of its last.
 */
final class SummaryLink {
    private SummaryLink() {}

    static Link of(List<StepOutcome> steps) {
        var first = steps.get(0).link();
        var last = steps.get(steps.size() - 1).link();
        return new Link(
                "",
                last.map(Link::command).orElse(List.of()),
                first.map(Link::materials).orElse(Artifacts.NONE),
                last.map(Link::products).orElse(Artifacts.NONE),
                last.map(Link::byproducts).orElse(Map.of()),
                Map.of());
    }

    static Link named(Link summary, String step) {
        return new Link(
                step,
                summary.command(),
                summary.materials(),
                summary.products(),
                summary.byproducts(),
                summary.environment());
    }
}
