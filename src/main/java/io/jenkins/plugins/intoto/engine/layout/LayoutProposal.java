package io.jenkins.plugins.intoto.engine.layout;

import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.Step;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A layout (in-toto specification 1.0, section 4.3) that the given links satisfy, made to be read and adapted by somebody
 * who knows the supply chain. Each step gets the functionaries who signed its links, the command that ran, and rules that
 * tie its materials to the products of the steps before and name what it produces.
 *
 * @param layout the proposed layout
 * @param remarks what its author should look at, one sentence each, safe to show as text
 */
public record LayoutProposal(Layout layout, List<String> remarks) {
    /** Copies the list. */
    public LayoutProposal {
        remarks = List.copyOf(remarks);
    }

    /**
     * Proposes a layout.
     *
     * @param links the links, those of the first step first; several of one step if several functionaries carried it out
     * @param expires when the layout ends to hold
     * @param readme words for people, may be empty
     * @throws ProposalException if there are no links, or those of one step report different artifacts
     */
    public static LayoutProposal of(List<SignedLink> links, Instant expires, String readme) throws ProposalException {
        if (links.isEmpty()) {
            throw new ProposalException("", "a layout needs the link of at least one step");
        }
        var byStep = new LinkedHashMap<String, List<SignedLink>>();
        for (var link : links) {
            byStep.computeIfAbsent(link.link().name(), name -> new ArrayList<>())
                    .add(link);
        }
        Map<KeyId, VerificationKey> keys = new LinkedHashMap<>();
        var rules = new ProposedRules();
        var steps = new ArrayList<Step>();
        for (var ofStep : byStep.values()) {
            steps.add(step(ofStep, rules));
            ofStep.forEach(link -> keys.putIfAbsent(link.functionary().keyId(), link.functionary()));
        }
        var layout = new Layout(expires, readme, keys, steps, List.of(), Map.of(), Map.of());
        return new LayoutProposal(layout, rules.remarks());
    }

    /**
     * The proposal with other functionaries.
     *
     * @param functionaries who is to carry out a step alone, by the names of steps; the others keep theirs
     */
    public LayoutProposal signedBy(Map<String, VerificationKey> functionaries) {
        var steps = layout.steps().stream()
                .map(step -> functionaries.containsKey(step.name())
                        ? signedBy(step, functionaries.get(step.name()).keyId())
                        : step)
                .toList();
        Map<KeyId, VerificationKey> keys = new LinkedHashMap<>(layout.keys());
        functionaries.values().forEach(key -> keys.put(key.keyId(), key));
        keys.keySet()
                .retainAll(
                        steps.stream().flatMap(step -> step.pubkeys().stream()).toList());
        return new LayoutProposal(
                new Layout(layout.expires(), layout.readme(), keys, steps, List.of(), Map.of(), Map.of()), remarks);
    }

    private static Step signedBy(Step step, KeyId functionary) {
        return new Step(
                step.name(),
                1,
                step.expectedMaterials(),
                step.expectedProducts(),
                List.of(functionary),
                step.expectedCommand(),
                step.certificateConstraints());
    }

    private static Step step(List<SignedLink> links, ProposedRules rules) throws ProposalException {
        var first = links.get(0).link();
        requireEqual(links);
        var functionaries = new HashSet<String>();
        links.forEach(link -> functionaries.add(link.functionary().materialFingerprint()));
        return new Step(
                first.name(),
                functionaries.size(),
                rules.materials(first),
                rules.products(first),
                links.stream()
                        .map(link -> link.functionary().keyId())
                        .distinct()
                        .toList(),
                first.command(),
                List.of());
    }

    /** Functionaries who did not get the same could not meet a threshold together. */
    private static void requireEqual(List<SignedLink> links) throws ProposalException {
        Link first = links.get(0).link();
        for (var other : links) {
            for (var side : ArtifactSide.values()) {
                if (!side.of(first).equals(side.of(other.link()))) {
                    throw new ProposalException(
                            first.name(),
                            "the links of step '" + DisplayText.of(first.name()) + "' report different "
                                    + side.inTotoName());
                }
            }
        }
    }
}
