package io.jenkins.plugins.intoto.attestation.rule;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import hudson.security.ACL;
import hudson.util.LogTaskListener;
import io.jenkins.plugins.intoto.archive.ArchiveWriter;
import io.jenkins.plugins.intoto.archive.RuleOutcome;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.console.Console;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Attests runs that have ended by the rules that hold for their jobs: few at a time, those that ended first before the others,
 * and not on an executor. A run is {@linkplain QueuedRuns on disk} before it has ended, and is taken off when it was attested; so
 * what was not done when Jenkins went down is done when it is back. The result of a run never changes.
 */
@Extension
public final class RuleQueue extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(RuleQueue.class.getName());

    /** So many runs are attested at once that the pages of Jenkins do not wait for them. */
    static final int WORKERS = 2;

    private final ThreadPoolExecutor workers;
    private final RegistryPatience patience;

    /** The ids of the runs that are being attested. */
    private final Set<String> underWay = new HashSet<>();

    private QueuedRuns runs;

    /** Begins no work yet. */
    public RuleQueue() {
        this(
                new ThreadPoolExecutor(
                        WORKERS, WORKERS, 30, TimeUnit.SECONDS, new PriorityBlockingQueue<>(), new Threads()),
                new RegistryPatience());
        workers.allowCoreThreadTimeOut(true);
    }

    /**
     * @param workers a pool that takes what is to be done in its natural order
     * @param patience how long registries are waited for
     */
    RuleQueue(ThreadPoolExecutor workers, RegistryPatience patience) {
        this.workers = workers;
        this.patience = patience;
    }

    /** The one of this Jenkins. */
    public static RuleQueue get() {
        return ExtensionList.lookupSingleton(RuleQueue.class);
    }

    /** Threads that do not keep Jenkins from ending. */
    private static final class Threads implements ThreadFactory {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public Thread newThread(Runnable work) {
            var thread = new Thread(work, "in-toto attestation rules #" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }

    /** Read when it is first needed: a run may end while Jenkins is still loading others. */
    private synchronized QueuedRuns runs() {
        if (runs == null) {
            runs = QueuedRuns.in(Jenkins.get().getRootDir().toPath());
        }
        return runs;
    }

    /** The runs that could not be attested, those that ended first before the others. */
    public List<QueuedRun> failed() {
        return runs().all().stream().filter(QueuedRun::isFailed).toList();
    }

    /** What is still to be done for a run, or could not be; empty if there is nothing. */
    public Optional<QueuedRun> find(Run<?, ?> run) {
        return runs().find(run);
    }

    /** Attests once more what could not be attested. */
    void retry() {
        failed().forEach(this::retry);
    }

    /** Attests a run once more if it could not be attested. */
    public void retry(Run<?, ?> run) {
        find(run).filter(QueuedRun::isFailed).ifPresent(this::retry);
    }

    private void retry(QueuedRun failed) {
        patience.forget();
        update(failed, failed.withoutProblem()).ifPresent(this::begin);
    }

    /** Forgets what could not be attested. */
    void giveUp() {
        failed().forEach(this::remove);
    }

    @Override
    public void onLoaded() {
        runs().all().stream().filter(run -> !run.isFailed()).forEach(this::begin);
    }

    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        for (var queued : runs().all()) {
            if (queued.job().equals(oldFullName)) {
                update(queued, queued.of(newFullName));
            }
        }
    }

    @Override
    public void onBeforeShutdown() {
        workers.shutdownNow();
    }

    /** Takes note of runs before they have ended, and begins their attestation when they have. */
    @Extension
    public static final class Runs extends RunListener<Run<?, ?>> {
        @Override
        public void onCompleted(Run<?, ?> run, TaskListener listener) {
            get().add(run);
        }

        @Override
        public void onFinalized(Run<?, ?> run) {
            // Nobody has told of the end of a run that Jenkins found ended when it came back.
            get().add(run);
            get().find(run).ifPresent(get()::begin);
        }

        @Override
        public void onDeleted(Run<?, ?> run) {
            get().find(run).ifPresent(get()::remove);
        }
    }

    private void add(Run<?, ?> run) {
        var result = run.getResult();
        if (result != null
                && result.isBetterOrEqualTo(Result.UNSTABLE)
                && !ApplicableRule.of(run.getParent()).isEmpty()) {
            try {
                runs().add(run);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> run + " will not be attested by a rule: it cannot be queued");
            }
        }
    }

    private void begin(QueuedRun run) {
        if (!workers.isShutdown()) {
            workers.execute(new Work(run));
        }
    }

    private Optional<QueuedRun> update(QueuedRun before, QueuedRun after) {
        try {
            return runs().replace(before, after) ? Optional.of(after) : Optional.empty();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot take note of what became of " + before);
            return Optional.empty();
        }
    }

    private void remove(QueuedRun run) {
        try {
            runs().remove(run);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot take note that nothing is left to be done for " + run);
        }
    }

    /** One run, which may be called another name by the time it is its turn. */
    private final class Work implements Runnable, Comparable<Work> {
        private final QueuedRun queued;

        Work(QueuedRun queued) {
            this.queued = queued;
        }

        @Override
        public int compareTo(Work other) {
            return queued.compareTo(other.queued);
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Work other && queued.equals(other.queued);
        }

        @Override
        public int hashCode() {
            return queued.hashCode();
        }

        @Override
        @SuppressWarnings("try") // who acts is set until the block ends
        public void run() {
            try {
                enter(queued);
                try (var system = ACL.as2(ACL.SYSTEM2)) {
                    var current = runs().current(queued).filter(run -> !run.isFailed());
                    if (current.isPresent()) {
                        attest(current.get());
                    }
                } finally {
                    leave(queued);
                }
            } catch (InterruptedException e) {
                LOGGER.log(Level.FINE, "goes on when Jenkins is back", e);
            }
        }
    }

    /** Work on a run may have been begun twice: it is done one after the other, and the second finds nothing left to be done. */
    private void enter(QueuedRun run) throws InterruptedException {
        synchronized (underWay) {
            while (!underWay.add(run.id())) {
                underWay.wait();
            }
        }
    }

    private void leave(QueuedRun run) {
        synchronized (underWay) {
            underWay.remove(run.id());
            underWay.notifyAll();
        }
    }

    private void attest(QueuedRun queued) throws InterruptedException {
        var job = Jenkins.get().getItemByFullName(queued.job(), Job.class);
        Run<?, ?> run = job == null ? null : job.getBuildByNumber(queued.number());
        if (run == null || run.getStartTimeInMillis() != queued.started()) {
            LOGGER.log(Level.INFO, () -> queued + " is not attested: it was deleted");
            remove(queued);
        } else if (!run.isBuilding()) {
            var problems = attest(run);
            if (problems.isEmpty()) {
                remove(queued);
            } else {
                runs().current(queued).ifPresent(current -> update(current, current.with(String.join("; ", problems))));
            }
        }
    }

    /** Applies each rule; that one fails does not keep the others from being carried out. */
    private Set<String> attest(Run<?, ?> run) throws InterruptedException {
        var problems = new LinkedHashSet<String>();
        try (var listener = new LogTaskListener(LOGGER, Level.FINE)) {
            for (var rule : ApplicableRule.of(run.getParent())) {
                var outcome = new RuleAttestation(run, rule, patience, listener).carryOut();
                if (outcome.isPresent()) {
                    problem(run, outcome.get()).ifPresent(problems::add);
                    RunState.of(run).ruled(outcome.get());
                }
            }
            if (run.getAction(RunState.class) != null) {
                new ArchiveWriter(run).tidyAfterRun();
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> run + " could not be attested by its rules");
            problems.add(Console.sentence(Console.abort(e)));
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(Level.WARNING, e, () -> run + " could not be attested by its rules");
            problems.add(RuleAttestation.defect(e));
        }
        return problems;
    }

    private Optional<String> problem(Run<?, ?> run, RuleOutcome outcome) throws InterruptedException {
        if (outcome.getProblem() == null) {
            return Optional.empty();
        }
        if (workers.isShutdown()) {
            throw new InterruptedException("Jenkins ends, which is no problem of the run");
        }
        LOGGER.log(Level.WARNING, "{0} could not be attested by the rule ''{1}'': {2}", new Object[] {
            run.getFullDisplayName(), outcome.getRule(), outcome.getProblem()
        });
        return Optional.of(outcome.getProblem());
    }
}
