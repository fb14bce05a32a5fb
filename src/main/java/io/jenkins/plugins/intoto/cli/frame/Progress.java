package io.jenkins.plugins.intoto.cli.frame;

import io.jenkins.plugins.intoto.engine.record.RecordingProgress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Tells on a terminal what takes more than two seconds. It is one line that is overwritten and gone at the end; where
 * there is no terminal nothing is told.
 */
public final class Progress implements RecordingProgress {
    private static final long SILENCE_MILLIS = 2_000;
    private static final long INTERVAL_MILLIS = 500;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Terminal terminal;
    private final String activity;
    private final Thread thread = new Ticker();
    private final long start = System.nanoTime();
    private volatile String count = "";

    /** Guarded by this object, as is everything that is shown. */
    private boolean shown;

    private boolean ended;

    private Progress(Terminal terminal, String activity) {
        this.terminal = terminal;
        this.activity = activity;
    }

    /**
     * Begins.
     *
     * @param terminal where to tell
     * @param activity what takes place, such as {@code recording materials}
     */
    static Progress start(Terminal terminal, String activity) {
        var progress = new Progress(terminal, activity);
        progress.thread.start();
        return progress;
    }

    @Override
    public void recorded(long files, long bytes) {
        count = String.format(Locale.ROOT, ", %,d files, %,d MB", files, bytes / 1_000_000);
    }

    /** Ends; nothing is shown any more afterwards. */
    public synchronized void end() {
        ended = true;
        thread.interrupt();
        if (shown) {
            terminal.show(CLEAR_LINE);
        }
    }

    private synchronized boolean tell() {
        if (ended || !terminal.isPresent()) {
            return false;
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        terminal.show(CLEAR_LINE + activity + count + ", " + seconds + " s");
        shown = true;
        return true;
    }

    private final class Ticker extends Thread {
        Ticker() {
            super("in-toto-progress");
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                Thread.sleep(SILENCE_MILLIS);
                while (tell()) {
                    Thread.sleep(INTERVAL_MILLIS);
                }
            } catch (InterruptedException e) {
                // This is how it ends: there is nothing left to do for this thread.
                return;
            }
        }
    }
}
