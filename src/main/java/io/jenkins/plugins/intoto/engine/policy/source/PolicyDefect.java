package io.jenkins.plugins.intoto.engine.policy.source;

/**
 * One thing that keeps a policy from being read.
 *
 * @param kind its class
 * @param line the line of the policy's file, from 1
 * @param pointer the place as a JSON pointer (RFC 6901) into the policy; empty for all of it
 * @param reason what is wrong, without the place
 */
public record PolicyDefect(Kind kind, int line, String pointer, String reason) {
    /** What can be wrong with the text of a policy. The names are stable. */
    public enum Kind {
        /** It is not valid YAML, more than one document, beyond a limit, or uses what policies must not: aliases, tags. */
        NOT_YAML,
        /** A mapping has two members of one name. */
        DUPLICATE_MEMBER,
        /** A member that policies do not have. */
        UNKNOWN_MEMBER,
        /** A member is missing. */
        MISSING_MEMBER,
        /** A member is of a wrong type, or its value is none that is possible. */
        WRONG_VALUE,
        /** A key, a certificate or a trusted root cannot be read, or is private. */
        UNREADABLE_KEY,
        /** A name refers to nothing in the policy. */
        UNKNOWN_NAME,
        /** A rule does not compile, or can never be evaluated. */
        MALFORMED_RULE
    }

    /** The place and the reason as one line. */
    String text(String source) {
        return source + ":" + line + ": " + (pointer.isEmpty() ? "" : pointer + ": ") + reason;
    }
}
