package io.jenkins.plugins.intoto.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An artifact rule (in-toto specification 1.0, section 4.3.3.1). Rules are applied in order to a queue of artifacts; all
 * but {@link Disallow} and {@link Require} take the artifacts they accept off the queue.
 */
public sealed interface ArtifactRule {
    /** {@code CREATE pattern}: accepts products that were not materials. */
    record Create(ArtifactPattern pattern) implements ArtifactRule {}

    /** {@code DELETE pattern}: accepts materials that are not products. */
    record Delete(ArtifactPattern pattern) implements ArtifactRule {}

    /** {@code MODIFY pattern}: accepts artifacts on both sides with different digests. */
    record Modify(ArtifactPattern pattern) implements ArtifactRule {}

    /** {@code ALLOW pattern}: accepts artifacts. */
    record Allow(ArtifactPattern pattern) implements ArtifactRule {}

    /** {@code DISALLOW pattern}: fails if an artifact that matches is still in the queue. */
    record Disallow(ArtifactPattern pattern) implements ArtifactRule {}

    /** {@code REQUIRE path}: fails unless this very path is still in the queue; it is not taken off. */
    record Require(String path) implements ArtifactRule {}

    /**
     * {@code MATCH pattern [IN sourcePrefix] WITH side [IN destinationPrefix] FROM step}: accepts artifacts that have an
     * artifact of equal digests on a side of another step.
     *
     * @param pattern matched against the path behind the source prefix
     * @param sourcePrefix the directory that the artifact must be in
     * @param side the side of the other step
     * @param destinationPrefix the directory of the other step's artifact
     * @param step the name of the other step
     */
    record Match(
            ArtifactPattern pattern,
            Optional<String> sourcePrefix,
            ArtifactSide side,
            Optional<String> destinationPrefix,
            String step)
            implements ArtifactRule {}

    /**
     * Reads a rule. Keywords may be of any case.
     *
     * @param tokens the elements of the rule's array
     * @throws MalformedRuleException if no rule has this form, or its pattern should not be used
     */
    static ArtifactRule parse(List<String> tokens) throws MalformedRuleException {
        var rule = parseForm(tokens);
        var pattern = rule.patternOrNull();
        if (pattern != null && pattern.defect() != null) {
            throw new MalformedRuleException(
                    MetadataDefect.MALFORMED_PATTERN, "the pattern \"" + pattern + "\" " + pattern.defect());
        }
        return rule;
    }

    private static ArtifactRule parseForm(List<String> tokens) throws MalformedRuleException {
        if (tokens.size() < 2) {
            throw malformed(tokens);
        }
        var keyword = tokens.get(0).toUpperCase(Locale.ROOT);
        var pattern = tokens.get(1);
        if (keyword.equals("MATCH")) {
            return match(tokens);
        }
        if (tokens.size() != 2) {
            throw malformed(tokens);
        }
        return switch (keyword) {
            case "CREATE" -> new Create(ArtifactPattern.of(pattern));
            case "DELETE" -> new Delete(ArtifactPattern.of(pattern));
            case "MODIFY" -> new Modify(ArtifactPattern.of(pattern));
            case "ALLOW" -> new Allow(ArtifactPattern.of(pattern));
            case "DISALLOW" -> new Disallow(ArtifactPattern.of(pattern));
            case "REQUIRE" -> new Require(pattern);
            default -> throw malformed(tokens);
        };
    }

    private static Match match(List<String> tokens) throws MalformedRuleException {
        int at = 2;
        Optional<String> sourcePrefix = Optional.empty();
        if (isKeyword(tokens, at, "IN")) {
            sourcePrefix = Optional.of(tokens.get(at + 1));
            at += 2;
        }
        if (!isKeyword(tokens, at, "WITH")) {
            throw malformed(tokens);
        }
        var side = side(tokens, at + 1);
        at += 2;
        Optional<String> destinationPrefix = Optional.empty();
        if (isKeyword(tokens, at, "IN")) {
            destinationPrefix = Optional.of(tokens.get(at + 1));
            at += 2;
        }
        if (!isKeyword(tokens, at, "FROM") || tokens.size() != at + 2) {
            throw malformed(tokens);
        }
        return new Match(ArtifactPattern.of(tokens.get(1)), sourcePrefix, side, destinationPrefix, tokens.get(at + 1));
    }

    /** Whether a keyword stands at a place, with something behind it. */
    private static boolean isKeyword(List<String> tokens, int at, String keyword) {
        return at + 1 < tokens.size() && tokens.get(at).equalsIgnoreCase(keyword);
    }

    private static ArtifactSide side(List<String> tokens, int at) throws MalformedRuleException {
        for (var side : ArtifactSide.values()) {
            if (side.name().equalsIgnoreCase(tokens.get(at))) {
                return side;
            }
        }
        throw malformed(tokens);
    }

    private static MalformedRuleException malformed(List<String> tokens) {
        return new MalformedRuleException(
                MetadataDefect.MALFORMED_RULE,
                "\"" + String.join(" ", tokens)
                        + "\" is not an artifact rule; expected CREATE, DELETE, MODIFY, ALLOW, DISALLOW"
                        + " or REQUIRE and a pattern, or MATCH pattern [IN prefix] WITH (MATERIALS|PRODUCTS) [IN prefix]"
                        + " FROM step");
    }

    private ArtifactPattern patternOrNull() {
        if (this instanceof Create rule) {
            return rule.pattern();
        } else if (this instanceof Delete rule) {
            return rule.pattern();
        } else if (this instanceof Modify rule) {
            return rule.pattern();
        } else if (this instanceof Allow rule) {
            return rule.pattern();
        } else if (this instanceof Disallow rule) {
            return rule.pattern();
        } else if (this instanceof Match rule) {
            return rule.pattern();
        }
        return null;
    }

    /** The keyword in upper case, such as {@code MATCH}. */
    default String keyword() {
        return getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    /** The elements of the rule's array, keywords in upper case. */
    default List<String> tokens() {
        var tokens = new ArrayList<String>(10);
        tokens.add(keyword());
        tokens.add(this instanceof Require rule ? rule.path() : patternOrNull().text());
        if (this instanceof Match match) {
            match.sourcePrefix().ifPresent(prefix -> tokens.addAll(List.of("IN", prefix)));
            tokens.addAll(List.of("WITH", match.side().name()));
            match.destinationPrefix().ifPresent(prefix -> tokens.addAll(List.of("IN", prefix)));
            tokens.addAll(List.of("FROM", match.step()));
        }
        return List.copyOf(tokens);
    }

    /** The rule on one line, as a layout's author would write it down. */
    default String text() {
        return String.join(" ", tokens());
    }
}
