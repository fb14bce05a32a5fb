package io.jenkins.plugins.intoto.engine.statement;

import java.util.Collection;
import java.util.Optional;

/**
 * Member names that some readers take for a member of the framework and others ignore: the names of its protobuf fields
 * ({@code type}, {@code predicate_type}), which the JSON of protobuf libraries knows, and other spellings in upper and lower
 * case, which Go's {@code encoding/json} does not tell apart. A text with such a name means different things to different
 * verifiers, so it is refused.
 */
public final class ConfusableNames {
    private ConfusableNames() {}

    /**
     * @param name a member's name
     * @param known the names of the members that the object can have
     * @return the known name that another reader takes this one for; empty if it is known itself or plainly another one
     */
    public static Optional<String> takenFor(String name, Collection<String> known) {
        if (known.contains(name)) {
            return Optional.empty();
        }
        var folded = folded(name);
        return known.stream().filter(each -> folded(each).equals(folded)).findFirst();
    }

    /**
     * What is wrong with a name.
     *
     * @param known the name that it is taken for
     */
    public static String reason(String known) {
        return "is taken for \"" + known + "\" by some readers and ignored by others; only \"" + known + "\" is right";
    }

    private static String folded(String name) {
        var folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_') {
                // Both ways, as simple case folding has it: U+017F becomes s, U+212A becomes k.
                folded.append(Character.toLowerCase(Character.toUpperCase(c)));
            }
        }
        return folded.toString();
    }
}
