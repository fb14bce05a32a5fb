package io.jenkins.plugins.intoto.engine.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;

/** Reads a stream in a thread of its own, a few buffers ahead of the one thread that takes them. */
final class ReadAhead implements AutoCloseable {
    private static final int BUFFERS = 3;

    /** Large enough that waking the other thread up does not show. */
    private static final int BUFFER = 512 * 1024;

    /** How long to wait for a thread that hangs in a read which cannot be interrupted. */
    private static final long CLOSING_MILLIS = 5_000;

    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final InputStream in;
    private final ArrayBlockingQueue<ByteBuffer> empty = new ArrayBlockingQueue<>(BUFFERS);
    /** Has room for the end too, so that it is never waited for. */
    private final ArrayBlockingQueue<ByteBuffer> full = new ArrayBlockingQueue<>(BUFFERS + 1);

    private final Thread reader = new Thread(this::read, "in-toto-read");
    private volatile Throwable failure;
    private ByteBuffer taken;

    /**
     * @param in what to read; not closed here
     */
    ReadAhead(InputStream in) {
        this.in = in;
        for (int i = 0; i < BUFFERS; i++) {
            empty.add(ByteBuffer.allocate(BUFFER));
        }
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * The next part of the stream, in an array that may be changed; valid until the next call.
     *
     * @return a buffer with its content from the start of its array to its limit; none of it at the end of the stream
     * @throws IOException if reading failed
     */
    ByteBuffer next() throws IOException, InterruptedException {
        if (taken != END) {
            if (taken != null) {
                empty.add(taken);
            }
            taken = full.take();
        }
        if (taken == END && failure instanceof IOException reason) {
            throw reason;
        }
        if (taken == END && failure != null) {
            throw new IllegalStateException("reading failed", failure);
        }
        return taken;
    }

    private void read() {
        try {
            while (true) {
                var buffer = empty.take();
                int count = in.read(buffer.array());
                if (count < 0) {
                    break;
                }
                full.add(buffer.limit(count));
            }
        } catch (InterruptedException e) {
            return; // only close() interrupts
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
        full.add(END);
    }

    /** Ends the thread; what it read ahead is lost. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // whoever is interrupted waits all the same
        reader.interrupt();
        try {
            reader.join(CLOSING_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
