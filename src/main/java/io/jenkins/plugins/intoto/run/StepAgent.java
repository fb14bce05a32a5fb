package io.jenkins.plugins.intoto.run;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import io.jenkins.plugins.intoto.console.Console;
import java.io.IOException;
import java.io.Serializable;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import jenkins.util.SystemProperties;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The agent that a step of a Pipeline works on, which can be lost and come back. */
final class StepAgent implements Serializable {
    private static final long serialVersionUID = 1L;

    private final boolean inNode;

    private transient volatile long lostSince;
    private transient volatile FilePath directory;

    /**
     * @param context the context of the step, as it is started
     */
    StepAgent(StepContext context) throws InterruptedException {
        this.inNode = isInNode(context);
    }

    private static boolean isInNode(StepContext context) throws InterruptedException {
        try {
            return context.get(FilePath.class) != null;
        } catch (IOException e) {
            // It is, and the agent has just been lost.
            return true;
        }
    }

    /** Whether the step was started within a node. */
    boolean isInNode() {
        return inNode;
    }

    /** Whether the step waits for it. */
    boolean isAwaited() {
        return lostSince != 0;
    }

    /**
     * The current directory on the agent.
     *
     * @param context the context of the step
     * @return null if the step is not within a node
     * @throws IOException if the agent is not there
     */
    FilePath directory(StepContext context) throws IOException, InterruptedException {
        if (!inNode) {
            return null;
        }
        try {
            directory = context.get(FilePath.class);
        } catch (IOException e) {
            throw new AgentLostException(e);
        }
        if (directory == null) {
            throw new AgentLostException(null);
        }
        lostSince = 0;
        return directory;
    }

    /** Whether work failed because the agent is gone. */
    boolean isLost(Throwable failure) {
        if (failure instanceof AgentLostException) {
            return true;
        }
        var used = directory;
        if (used == null || !used.isRemote() || failure instanceof AbortException) {
            return false;
        }
        return used.getChannel() instanceof Channel channel
                ? channel.isClosingOrClosed()
                : Channel.isClosedChannelException(failure);
    }

    /**
     * Whether it is worthwhile to wait for the agent, as {@code sh} does: it may be back soon, and its files are there still.
     *
     * @param listener where it is said that the step waits
     * @return what the step ends with if it has waited long enough
     */
    Optional<AbortException> await(TaskListener listener) {
        long now = System.nanoTime();
        if (!isAwaited()) {
            lostSince = now;
            Console.println(listener, Messages.StepAgent_Lost());
        } else if (TimeUnit.NANOSECONDS.toMillis(now - lostSince) > patienceMillis()) {
            var gone = Console.abort(Messages.StepAgent_Gone());
            // What retry(conditions: [agent()]) looks for.
            gone.initCause(new ClosedChannelException());
            return Optional.of(gone);
        }
        return Optional.empty();
    }

    /** The same patience that {@code sh} and {@code node} have with an agent. */
    private static long patienceMillis() {
        return SystemProperties.getLong(
                "org.jenkinsci.plugins.workflow.support.pickles.ExecutorPickle.timeoutForNodeMillis",
                TimeUnit.MINUTES.toMillis(5));
    }

    /** The agent is not there. */
    private static final class AgentLostException extends IOException {
        private static final long serialVersionUID = 1L;

        AgentLostException(IOException cause) {
            super(cause);
        }
    }
}
