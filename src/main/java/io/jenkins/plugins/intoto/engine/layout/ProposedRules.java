package io.jenkins.plugins.intoto.engine.layout;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.MalformedRuleException;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Proposes artifact rules, step by step. Materials must be products of earlier steps where they were; what came from
 * outside is allowed by its directory and extension. Products are what the step kept, created or modified, likewise. Nothing
 * else is allowed.
 */
final class ProposedRules {
    private final List<Link> earlier = new ArrayList<>();
    private final Set<String> useful = new HashSet<>();
    private final List<String> remarks = new ArrayList<>();

    /** The rules for the materials of the next step. */
    List<ArtifactRule> materials(Link link) {
        var rules = new ArrayList<ArtifactRule>();
        var unexplained = new UnexplainedArtifacts(link.materials());
        for (var side : List.of(ArtifactSide.PRODUCTS, ArtifactSide.MATERIALS)) {
            for (int i = earlier.size() - 1; i >= 0; i--) {
                if (unexplained.takeEqual(side.of(earlier.get(i)))) {
                    rules.add(matchAll(side, earlier.get(i)));
                    useful.add(earlier.get(i).name());
                }
            }
        }
        var changed = remark(link, rules, unexplained);
        close(
                rules,
                List.of(
                        new Accepted("ALLOW", PathPatterns.exactly(changed)),
                        new Accepted("ALLOW", PathPatterns.of(unexplained.takeAll()))));
        return rules;
    }

    /** Returns what was changed since the steps before produced it. */
    private List<String> remark(Link link, List<ArtifactRule> rules, UnexplainedArtifacts unexplained) {
        if (earlier.isEmpty()) {
            return List.of();
        }
        var step = "step '" + DisplayText.of(link.name()) + "'";
        if (rules.isEmpty()) {
            remarks.add(step + " uses nothing of the steps before it, so nothing ties it to them");
        }
        var changed = new ArrayList<String>();
        for (int i = earlier.size() - 1; i >= 0; i--) {
            changed.addAll(unexplained.takeDifferent(earlier.get(i).products()));
        }
        if (!changed.isEmpty()) {
            remarks.add(step + " uses what was changed after the steps before it, which is allowed explicitly: "
                    + few(changed));
        }
        if (!unexplained.isEmpty() && !(rules.isEmpty() && changed.isEmpty())) {
            remarks.add(step + " uses what comes from no step before it, which is allowed explicitly");
        }
        return changed;
    }

    /** The rules for the products of the step whose materials were asked for last. */
    List<ArtifactRule> products(Link link) {
        var rules = new ArrayList<ArtifactRule>();
        var unexplained = new UnexplainedArtifacts(link.products());
        if (unexplained.takeEqual(link.materials())) {
            rules.add(matchAll(ArtifactSide.MATERIALS, link));
        }
        var modified = unexplained.takeDifferent(link.materials());
        close(
                rules,
                List.of(
                        new Accepted("MODIFY", PathPatterns.of(modified)),
                        new Accepted("CREATE", PathPatterns.of(unexplained.takeAll()))));
        earlier.add(link);
        return rules;
    }

    /** What the author of the layout should look at. */
    List<String> remarks() {
        var all = new ArrayList<>(remarks);
        for (int i = 0; i + 1 < earlier.size(); i++) {
            var link = earlier.get(i);
            if (!link.products().equals(Artifacts.NONE) && !useful.contains(link.name())) {
                all.add("no later step uses what step '" + DisplayText.of(link.name()) + "' produces");
            }
        }
        return all;
    }

    /** What rules of one keyword accept. */
    private record Accepted(String keyword, PathPatterns paths) {}

    /** Adds rules that accept the given paths, and nothing else. */
    private static void close(List<ArtifactRule> rules, List<Accepted> accepted) {
        for (var each : accepted) {
            each.paths().below().forEach(pattern -> rules.add(rule(each.keyword(), pattern)));
        }
        if (accepted.stream().anyMatch(each -> !each.paths().atTop().isEmpty())) {
            rules.add(rule("DISALLOW", PathPatterns.IN_DIRECTORIES));
        }
        for (var each : accepted) {
            each.paths().atTop().forEach(pattern -> rules.add(rule(each.keyword(), pattern)));
        }
        rules.add(rule("DISALLOW", "*"));
    }

    private static ArtifactRule matchAll(ArtifactSide side, Link other) {
        return rule("MATCH", "*", "WITH", side.name(), "FROM", other.name());
    }

    private static ArtifactRule rule(String... tokens) {
        try {
            return ArtifactRule.parse(List.of(tokens));
        } catch (MalformedRuleException e) {
            throw new IllegalStateException("proposed rules are well-formed", e);
        }
    }

    private static String few(List<String> paths) {
        int most = 3;
        var shown = String.join(
                ", ", paths.stream().limit(most).map(DisplayText::of).toList());
        return paths.size() > most ? shown + " and " + (paths.size() - most) + " more" : shown;
    }
}
