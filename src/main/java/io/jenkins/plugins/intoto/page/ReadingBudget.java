package io.jenkins.plugins.intoto.page;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much one request for a page reads of archived files: 64 MiB, or as much as begins within two seconds. The rest is left to
 * the requests that follow. Not safe for use by several threads.
 */
final class ReadingBudget {
    /** How many bytes a request reads. */
    static final long MOST_BYTES = 64L << 20;

    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier nanoTime;
    private final long start;
    private long left = MOST_BYTES;

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

    /** Counts bytes before they are read; false if they are too many or it is too late, and then they do not count. */
    boolean admits(long bytes) {
        if (bytes > left || nanoTime.getAsLong() - start >= MOST_NANOS) {
            return false;
        }
        left -= bytes;
        return true;
    }
}
