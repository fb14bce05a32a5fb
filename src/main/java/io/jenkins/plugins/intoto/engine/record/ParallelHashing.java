package io.jenkins.plugins.intoto.engine.record;

import io.jenkins.plugins.intoto.engine.artifact.ArtifactsBuilder;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;

/**
 * Hashes files in a few threads while the thread that selects them goes on selecting, and delivers the digests in the
 * order of the selection. Files travel in batches; there is a bounded number of them under way, so that the selection
 * waits rather than fill the memory.
 *
 * <p>All methods are for the selecting thread.
 */
final class ParallelHashing implements FileSelection.Sink, AutoCloseable {
    /** Batches under way: enough that a batch of one huge file does not keep the other threads from working ahead. */
    private static final int WINDOW = 64;

    /** How long to wait for threads that hang in a read which cannot be interrupted. */
    private static final long CLOSING_MILLIS = 5_000;

    private final RecordingOptions options;
    private final ArtifactsBuilder artifacts;
    private final ProgressClock progress;
    private final Thread[] threads;
    private final SpareThreads spare;
    private final ArrayDeque<HashingBatch> underWay = new ArrayDeque<>(WINDOW);
    private HashingBatch filling = new HashingBatch();

    /** Guards what follows; notified whenever any of it or a batch changes. */
    private final Object lock = new Object();

    private final ArrayDeque<HashingBatch> waiting = new ArrayDeque<>(WINDOW);
    private boolean closed;

    /**
     * @param artifacts where the digests go
     */
    ParallelHashing(RecordingOptions options, ArtifactsBuilder artifacts, ProgressClock progress) {
        this.options = options;
        this.artifacts = artifacts;
        this.progress = progress;
        this.threads = new Thread[options.threads()];
        this.spare = new SpareThreads(options.threads());
    }

    @Override
    public void file(String name, Path file, BasicFileAttributes attributes)
            throws RecordingException, InterruptedException {
        filling.add(name, file, attributes);
        if (filling.isFull()) {
            send();
        }
    }

    @Override
    public void leftOut(RecordingWarning warning) {
        options.warnings().accept(warning);
    }

    /** Waits until every file is hashed and delivered. */
    void finish() throws RecordingException, InterruptedException {
        send();
        while (!underWay.isEmpty()) {
            deliver(true);
        }
    }

    private void send() throws RecordingException, InterruptedException {
        if (filling.isEmpty()) {
            return;
        }
        synchronized (lock) {
            waiting.add(filling);
            lock.notifyAll();
        }
        underWay.add(filling);
        startThread(underWay.size());
        filling = new HashingBatch();
        while (!underWay.isEmpty() && deliver(underWay.size() == WINDOW)) {
            progress.tick();
        }
    }

    /** Starts one more thread for one more batch, up to the bound. */
    private void startThread(int wanted) {
        for (int i = 0; i < Math.min(wanted, threads.length); i++) {
            if (threads[i] == null) {
                threads[i] = new Worker();
                threads[i].start();
                return;
            }
        }
    }

    /**
     * Delivers the oldest batch.
     *
     * @param wait whether to wait for it
     * @return false if it is not done
     */
    private boolean deliver(boolean wait) throws RecordingException, InterruptedException {
        var oldest = underWay.peek();
        synchronized (lock) {
            while (!oldest.isDone()) {
                if (!wait) {
                    return false;
                }
                lock.wait(progress.interval());
                progress.tick();
            }
        }
        underWay.remove();
        progress.files(oldest.deliver(artifacts));
        return true;
    }

    /** Ends the threads; what is not delivered by then never will be. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
        boolean interrupted = Thread.interrupted(); // whoever is interrupted waits all the same
        for (var thread : threads) {
            if (thread != null) {
                thread.interrupt();
                try {
                    thread.join(CLOSING_MILLIS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Worker extends Thread {
        private final FileHasher hasher =
                new FileHasher(options.algorithms(), options.normalizeLineEndings(), progress.bytes(), spare);

        Worker() {
            super("in-toto-record");
            setDaemon(true);
        }

        @Override
        public void run() {
            for (var batch = next(); batch != null; batch = next()) {
                spare.occupy();
                batch.hash(hasher);
                spare.release();
                synchronized (lock) {
                    batch.done();
                    lock.notifyAll();
                }
            }
        }

        /** The next batch to hash; null at the end. */
        private HashingBatch next() {
            synchronized (lock) {
                while (waiting.isEmpty() && !closed) {
                    try {
                        lock.wait();
                    } catch (InterruptedException e) {
                        // Only close() interrupts.
                        return null;
                    }
                }
                return closed ? null : waiting.remove();
            }
        }
    }
}
