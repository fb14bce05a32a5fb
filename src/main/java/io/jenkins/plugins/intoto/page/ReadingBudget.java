package io.jenkins.plugins.intoto.page;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much one request for a page reads of archived files: as much as begins within two seconds. The rest is left to the
 * requests that follow.
 */
final class ReadingBudget {
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier nanoTime;
    private final long start;

    ReadingBudget() {
        this(System::nanoTime);
    }

    /**
     * @param nanoTime the time of this machine in nanoseconds, as {@link System#nanoTime} tells it
     */
    ReadingBudget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Whether another file may be read. */
    boolean isLeft() {
        return nanoTime.getAsLong() - start < MOST_NANOS;
    }
}
