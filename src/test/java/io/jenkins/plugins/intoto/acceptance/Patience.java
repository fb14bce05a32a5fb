package io.jenkins.plugins.intoto.acceptance;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Waits for another process. */
final class Patience {
    private static final long PAUSE_MILLISECONDS = 100;

    private Patience() {}

    /** Something that becomes true. */
    interface Condition {
        boolean holds() throws IOException;
    }

    /**
     * Waits until something is true.
     *
     * @param what it, in words
     * @param seconds how long at most
     * @throws IOException if it has not become true by then
     */
    static void until(String what, int seconds, Condition condition) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IOException("waited " + seconds + " seconds in vain until " + what);
            }
            try {
                Thread.sleep(PAUSE_MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting until " + what, e);
            }
        }
    }
}
