package io.jenkins.plugins.intoto.engine.policy.source;

import static io.jenkins.plugins.intoto.engine.policy.source.PolicyDefect.Kind.MISSING_MEMBER;
import static io.jenkins.plugins.intoto.engine.policy.source.PolicyDefect.Kind.UNKNOWN_MEMBER;
import static io.jenkins.plugins.intoto.engine.policy.source.PolicyDefect.Kind.WRONG_VALUE;

import io.jenkins.plugins.intoto.engine.policy.source.PolicyDefect.Kind;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyNode.Mapping;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyNode.Place;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyNode.Scalar;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyNode.ScalarType;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyNode.Sequence;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mapping of a policy that is being read. Defects are collected, not thrown, so that all of a policy's can be told at
 * once. Members that nobody asked for are defects as well: a misspelt demand would else be no demand.
 */
final class PolicyMembers {
    private final Mapping mapping;
    private final List<PolicyDefect> defects;
    private final Set<String> asked = new HashSet<>();

    private PolicyMembers(Mapping mapping, List<PolicyDefect> defects) {
        this.mapping = mapping;
        this.defects = defects;
    }

    /** A value as a mapping; empty, with a defect, if it is none. */
    static Optional<PolicyMembers> of(PolicyNode node, List<PolicyDefect> defects) {
        if (node instanceof Mapping mapping) {
            return Optional.of(new PolicyMembers(mapping, defects));
        }
        defects.add(wrongType(node, "a mapping"));
        return Optional.empty();
    }

    /** Where a member stands; the mapping's place if there is none. */
    Place place(String name) {
        var member = mapping.members().get(name);
        return member == null ? mapping.place() : member.place();
    }

    List<PolicyDefect> defects() {
        return defects;
    }

    boolean has(String name) {
        asked.add(name);
        return mapping.members().containsKey(name);
    }

    /** A text, if there is such a member and it is one. */
    Optional<String> text(String name) {
        return has(name) ? text(mapping.members().get(name)) : Optional.empty();
    }

    /** A text that must be there. */
    Optional<String> requiredText(String name) {
        require(name);
        return text(name);
    }

    /** A whole number from 1, if there is such a member. */
    Optional<Integer> positive(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        var node = mapping.members().get(name);
        if (node instanceof Scalar scalar
                && scalar.type() == ScalarType.INTEGER
                && scalar.text().matches("[1-9][0-9]{0,5}")) {
            return Optional.of(Integer.parseInt(scalar.text()));
        }
        defects.add(wrongType(node, "a whole number from 1 to 999999"));
        return Optional.empty();
    }

    /** Whether there is such a member and it is true. */
    boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        var node = mapping.members().get(name);
        if (node instanceof Scalar scalar && scalar.type() == ScalarType.BOOLEAN) {
            return scalar.text().equalsIgnoreCase("true");
        }
        defects.add(wrongType(node, "true or false"));
        return false;
    }

    /** Texts; none if there is no such member. */
    List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (var element : sequence(name)) {
            text(element).ifPresent(texts::add);
        }
        return texts;
    }

    /** The elements of a sequence; none if there is no such member. */
    List<PolicyNode> sequence(String name) {
        if (!has(name)) {
            return List.of();
        }
        var node = mapping.members().get(name);
        if (node instanceof Sequence sequence) {
            return sequence.elements();
        }
        defects.add(wrongType(node, "a sequence"));
        return List.of();
    }

    /** A mapping, if there is such a member and it is one. */
    Optional<PolicyMembers> mapping(String name) {
        return has(name) ? of(mapping.members().get(name), defects) : Optional.empty();
    }

    /** The members of a member that is a mapping from names; none if there is no such member. */
    Map<String, PolicyNode> named(String name) {
        return mapping(name).map(found -> found.mapping.members()).orElse(Map.of());
    }

    /** Notes a defect if there is no such member. */
    void require(String name) {
        if (!has(name)) {
            add(MISSING_MEMBER, mapping.place(), "has no \"" + name + "\"");
        }
    }

    /** Notes a defect of a member. */
    void defect(Kind kind, String name, String reason) {
        add(kind, place(name), reason);
    }

    /** Notes the members that nobody has asked for. */
    void refuseOthers() {
        mapping.members().forEach((name, node) -> {
            if (!asked.contains(name)) {
                add(UNKNOWN_MEMBER, node.place(), "\"" + DisplayText.of(name) + "\" is not a member of a policy here");
            }
        });
    }

    private void add(Kind kind, Place place, String reason) {
        defects.add(new PolicyDefect(kind, place.line(), place.pointer(), reason));
    }

    private Optional<String> text(PolicyNode node) {
        // A time without quotes is a time of YAML's; its text is what the author wrote.
        if (node instanceof Scalar scalar
                && (scalar.type() == ScalarType.TEXT || scalar.type() == ScalarType.TIME)
                && !scalar.text().isBlank()) {
            return Optional.of(scalar.text());
        }
        defects.add(wrongType(node, "a text"));
        return Optional.empty();
    }

    private static PolicyDefect wrongType(PolicyNode node, String expected) {
        return new PolicyDefect(
                WRONG_VALUE,
                node.place().line(),
                node.place().pointer(),
                "must be " + expected + ", is "
                        + (node instanceof Scalar scalar && scalar.text().isBlank() ? "empty" : node.kind()));
    }
}
