package io.jenkins.plugins.intoto.engine.verify;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What is left of the {@link VerificationLimits} in one verification and its sublayouts. Safe for several threads. */
final class Budget {
    private final VerificationLimits limits;
    private volatile boolean stopped;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger links = new AtomicInteger();
    private final AtomicInteger sublayouts = new AtomicInteger();

    Budget(VerificationLimits limits) {
        this.limits = limits;
    }

    VerificationLimits limits() {
        return limits;
    }

    /** Counts a link; false if it is one too many. */
    boolean admitsLink() {
        return links.incrementAndGet() <= limits.maxLinks();
    }

    /** Counts the bytes of a link before it is read; false if they are too many, and then they do not count. */
    boolean admitsBytes(long count) {
        if (bytes.addAndGet(count) <= limits.maxBytes()) {
            return true;
        }
        bytes.addAndGet(-count);
        return false;
    }

    /** Counts a sublayout; false if it is one too many. */
    boolean admitsSublayout() {
        return sublayouts.incrementAndGet() <= limits.maxSublayouts();
    }

    /** Ends whatever still goes on in other threads. */
    void stop() {
        stopped = true;
    }

    /**
     * To be called between pieces of work that take long.
     *
     * @throws InterruptedException if the verification was interrupted
     */
    void checkStopped() throws InterruptedException {
        if (stopped || Thread.interrupted()) {
            stopped = true;
            throw new InterruptedException("the verification was interrupted");
        }
    }
}
