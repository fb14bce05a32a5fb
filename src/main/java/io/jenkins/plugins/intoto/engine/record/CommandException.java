package io.jenkins.plugins.intoto.engine.record;

import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.text.Printable;
import java.util.List;

/** Thrown when a wrapped command did not run to its end, as opposed to ending with an exit code that means failure. */
public final class CommandException extends InTotoException {
    private static final long serialVersionUID = 1L;

    /** The classes of failures. */
    public enum Reason {
        /** There is no such program, or it cannot be executed. */
        NOT_STARTED,
        /** It took longer than allowed and was killed, with all that it had started. */
        TIMED_OUT,
        /** Its output could not be recorded; it was killed. */
        NOT_RECORDED
    }

    private final Reason reason;
    private final String[] command;

    CommandException(Reason reason, List<String> command, String text, Throwable cause) {
        super("command " + Printable.quoted(command.get(0)) + " " + text, cause);
        this.reason = reason;
        this.command = command.toArray(new String[0]);
    }

    /** The class of the failure. */
    public Reason reason() {
        return reason;
    }

    /** The command with its arguments. */
    public List<String> command() {
        return List.of(command);
    }
}
