package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A predicate with its type, to be said of subjects. */
public interface TypedPredicate {
    /** The URI of its type. */
    String predicateType();

    /** The predicate as plain JSON values. */
    Map<String, Object> toMap();

    /**
     * JSON pointers (RFC 6901) into the predicate of members that its type demands and its source does not say, so that they
     * are missing; usually none.
     */
    default Set<String> unsaid() {
        return Set.of();
    }

    /**
     * Makes the statement that this is so for some subjects.
     *
     * @param subjects the subjects, each with a digest; not empty
     * @return a statement of version 1
     * @throws MalformedStatementException if the subjects or the type are not what a statement must have
     * @throws MalformedPredicateException if the predicate is not what its type says, but for what is {@link #unsaid}
     */
    default Statement about(List<ResourceDescriptor> subjects)
            throws MalformedStatementException, MalformedPredicateException {
        return PredicateCheck.require(Statement.of(subjects, predicateType(), toMap()), unsaid());
    }
}
