package io.jenkins.plugins.intoto.cli.frame;

import io.jenkins.plugins.intoto.engine.InTotoException;
import java.io.IOException;

/** A command of the command line. */
public interface Command {
    /** The exit code of a command that failed, or of a verification that did not pass. */
    int FAILED = 1;

    /** The exit code for a command line that means nothing. */
    int WRONG_ARGUMENTS = 2;

    /** What it understands. */
    Syntax syntax();

    /**
     * Carries it out.
     *
     * @param invocation what it was given and what it finds around it
     * @return the exit code: 0 if all is well, {@link #FAILED} if not
     * @throws UsageException if the arguments do not fit together
     * @throws InTotoException if it fails
     * @throws IOException if files cannot be read or written
     * @throws InterruptedException if the thread was interrupted
     */
    int run(Invocation invocation) throws InTotoException, IOException, InterruptedException;
}
