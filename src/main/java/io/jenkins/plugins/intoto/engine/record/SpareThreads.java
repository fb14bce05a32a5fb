package io.jenkins.plugins.intoto.engine.record;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the threads that may still be busy at one time. Safe for use by several threads. */
final class SpareThreads {
    private final AtomicInteger left;

    /**
     * @param threads how many may be busy
     */
    SpareThreads(int threads) {
        left = new AtomicInteger(threads);
    }

    /** Counts one more as busy, whether it is spare or not. */
    void occupy() {
        left.decrementAndGet();
    }

    /** Counts one more as busy if there is one to spare; whether there is. */
    boolean tryOccupy() {
        return left.getAndUpdate(n -> n > 0 ? n - 1 : n) > 0;
    }

    /** Counts one less as busy. */
    void release() {
        left.incrementAndGet();
    }
}
