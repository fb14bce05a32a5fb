package io.jenkins.plugins.intoto.predicate;

import io.jenkins.plugins.intoto.statement.Statement;
import java.util.List;

/** Checks predicates of known types against what their specifications demand. */
public final class PredicateCheck {
    private PredicateCheck() {}

    /**
     * @param statement any statement
     * @return what is wrong with its predicate, in the order of the document; empty if all is well, or if nothing is known
     *     of its type
     */
    public static List<PredicateDefect> of(Statement statement) {
        return List.of();
    }
}
