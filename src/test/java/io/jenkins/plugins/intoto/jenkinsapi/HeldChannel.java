package io.jenkins.plugins.intoto.jenkinsapi;

import hudson.remoting.Callable;
import hudson.remoting.VirtualChannel;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A channel to an agent that answers nothing until it is closed. */
public final class HeldChannel implements VirtualChannel {
    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    /** Waits until the agent is asked for something. */
    public void awaitCall() throws InterruptedException {
        if (!called.await(1, TimeUnit.MINUTES)) {
            throw new AssertionError("nothing was asked for");
        }
    }

    /** Waits until whoever asked was interrupted. */
    public void awaitInterrupt() throws InterruptedException {
        if (!interrupted.await(1, TimeUnit.MINUTES)) {
            throw new AssertionError("nobody was interrupted");
        }
    }

    /** Loses the agent. */
    public void close() {
        closed.countDown();
    }

    @Override
    public <V, T extends Throwable> V call(Callable<V, T> callable) throws IOException, InterruptedException {
        called.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
        throw new ClosedChannelException();
    }
}
