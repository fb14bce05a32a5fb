package io.jenkins.plugins.intoto.engine.key;

import io.jenkins.plugins.intoto.engine.InTotoException;
import java.nio.file.Path;

/**
 * Thrown when a {@link SigningProgram} does not do its part. The message names the program and what is wrong in one sentence; of
 * what the program said, only the text of an error that it reported is quoted, escaped and shortened.
 */
public final class SigningProgramException extends InTotoException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** There is no such file. */
        NOT_FOUND,
        /** The file is not a program that this user may execute. */
        NOT_EXECUTABLE,
        /** The operating system does not start it. */
        NOT_STARTED,
        /** It answered with an error. */
        REFUSED,
        /** It has another key than before. */
        ANOTHER_KEY,
        /** Its key is the same as before, but does not verify the signature that it gave. */
        INVALID_SIGNATURE,
        /** It did not answer in time and was killed, with all that it had started. */
        TIMED_OUT,
        /** It ended, or closed its output, without an answer. */
        ENDED,
        /** Its answer is longer than any answer needs to be. */
        ANSWER_TOO_LONG,
        /** Its answer is not what the protocol says. */
        MALFORMED_ANSWER
    }

    private final String program;
    private final Reason reason;

    SigningProgramException(Path program, Reason reason, String text, Exception cause) {
        super(program + ": " + text, cause);
        this.program = program.toString();
        this.reason = reason;
    }

    /** The path of the program. */
    public String program() {
        return program;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }
}
