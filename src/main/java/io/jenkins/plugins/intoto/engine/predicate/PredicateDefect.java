package io.jenkins.plugins.intoto.engine.predicate;

/**
 * One thing that a predicate of a known type must have and has not, or has wrong.
 *
 * @param pointer its place as a JSON pointer (RFC 6901) into the statement, such as {@code /predicate/runDetails},
 *     or into the document that the predicate was read from; empty for the whole
 * @param kind what kind of defect it is
 * @param reason what is wrong there, without the place and without a final stop
 */
public record PredicateDefect(String pointer, Kind kind, String reason) {
    /** What a predicate can have wrong. */
    public enum Kind {
        /** Something that is required is not there, or is empty. */
        MISSING,
        /** Something that is there is not what it must be. */
        MALFORMED
    }

    /** Place and reason as one sentence without a final stop. */
    public String sentence() {
        return pointer.isEmpty() ? reason : pointer + ": " + reason;
    }
}
