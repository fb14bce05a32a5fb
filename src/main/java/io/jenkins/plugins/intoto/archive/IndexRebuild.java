package io.jenkins.plugins.intoto.archive;

import io.jenkins.plugins.intoto.engine.file.FileFailure;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/** How far making the {@linkplain DigestIndex index} anew has come. Safe for use by several threads. */
public final class IndexRebuild {
    private static final Logger LOGGER = Logger.getLogger(IndexRebuild.class.getName());

    /** What became of it. */
    public enum State {
        /** It is going on. */
        RUNNING,
        /** The index is new. */
        DONE,
        /** Somebody has ended it; the index is what it was. */
        CANCELLED,
        /** It failed, and Jenkins' log says why. */
        FAILED
    }

    /** What is done. */
    interface Work {
        /** @return whether the index is new; otherwise somebody has ended it before */
        boolean work(IndexRebuild progress) throws IOException;
    }

    private final AtomicInteger jobs = new AtomicInteger();
    private final AtomicInteger builds = new AtomicInteger();
    private final AtomicLong attestations = new AtomicLong();
    private volatile int allJobs;
    private volatile boolean cancelled;
    private volatile State state = State.RUNNING;
    private volatile String problem = "";

    IndexRebuild() {}

    void run(Work work) {
        try {
            state = work.work(this) ? State.DONE : State.CANCELLED;
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "cannot rebuild the index of attestations", e);
            problem = e instanceof IOException failure ? FileFailure.text(failure) : String.valueOf(e.getMessage());
            state = State.FAILED;
        }
    }

    void begin(int numberOfJobs) {
        allJobs = numberOfJobs;
    }

    void build(int numberOfAttestations) {
        builds.incrementAndGet();
        attestations.addAndGet(numberOfAttestations);
    }

    void job() {
        jobs.incrementAndGet();
    }

    /** Ends it at the next build, or before the index is replaced. */
    public void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** Whether it is going on. */
    public boolean isRunning() {
        return state == State.RUNNING;
    }

    /** What became of it. */
    public State state() {
        return state;
    }

    /** Why it failed, for administrators; empty if it did not. */
    public String problem() {
        return problem;
    }

    /** How many jobs were read. */
    public int jobs() {
        return jobs.get();
    }

    /** How many jobs there are to be read. */
    public int allJobs() {
        return allJobs;
    }

    /** How many builds have attested something. */
    public int builds() {
        return builds.get();
    }

    /** How many attested artifacts were found in these builds. */
    public long attestations() {
        return attestations.get();
    }
}
