package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.time.Instant;

/**
 * The time that a predicate claims for what it tells of. Statements have no time of their own; some predicates have, each
 * in another member, and it is as true as its signer is honest.
 */
public sealed interface ClaimedTime {
    /**
     * There is none: its type has no such member, or the member is not set.
     *
     * @param settable whether its type has such a member, which is not set
     * @param reason why, as part of a sentence
     */
    record Absent(boolean settable, String reason) implements ClaimedTime {}

    /**
     * There is something else in its place.
     *
     * @param pointer where, as a JSON pointer into the statement
     * @param reason what is wrong with it
     */
    record Unreadable(String pointer, String reason) implements ClaimedTime {}

    /**
     * The time.
     *
     * @param time the time
     * @param pointer where it stands, as a JSON pointer into the statement
     */
    record Claimed(Instant time, String pointer) implements ClaimedTime {}

    /**
     * When a statement claims that what it tells of was finished: the build, the scan, the verification, the document.
     *
     * @param statement any statement
     */
    static ClaimedTime of(Statement statement) {
        return new ClaimedTimes(statement).finished();
    }
}
