package io.jenkins.plugins.intoto.engine.record;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what is done and passes it on, not too often; passing on is for one thread. */
final class ProgressClock {
    private final RecordingProgress listener;
    private final long intervalNanos;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong files = new AtomicLong();
    private long last = System.nanoTime();

    ProgressClock(RecordingProgress listener, long intervalMillis) {
        this.listener = listener;
        this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
    }

    /** The bytes read so far, to be added to by any thread. */
    AtomicLong bytes() {
        return bytes;
    }

    void files(int more) {
        files.addAndGet(more);
        tick();
    }

    /** How long one may wait between two ticks, in milliseconds. */
    long interval() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(intervalNanos));
    }

    /** Passes on the state if it is time. */
    void tick() {
        long now = System.nanoTime();
        if (now - last >= intervalNanos) {
            last = now;
            listener.recorded(files.get(), bytes.get());
        }
    }
}
