package io.jenkins.plugins.intoto.verify;

import java.util.concurrent.atomic.AtomicInteger;

/** What is left of the {@link VerificationLimits} in one verification and its sublayouts. Safe for several threads. */
final class Budget {
    private final VerificationLimits limits;
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

    /** Counts a sublayout; false if it is one too many. */
    boolean admitsSublayout() {
        return sublayouts.incrementAndGet() <= limits.maxSublayouts();
    }
}
