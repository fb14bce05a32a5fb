package io.jenkins.plugins.intoto.archive;

import hudson.Extension;
import hudson.ExtensionPoint;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/**
 * Which builds of this Jenkins attested an artifact, by the digest of the artifact, in files below the home of Jenkins. The
 * journals of the runs remain the truth: this only points to runs, so that what it has wrong, or somebody has forged, leads
 * nowhere. A run is in it before its journal tells of the attestation, so nothing is missing after a crash.
 */
@Extension
public final class DigestIndex implements ExtensionPoint {
    /** How many builds a look-up looks into at most; the rest is left to the look-ups that follow. */
    public static final int MOST_BUILDS = 50;

    /** How many attestations of one build a look-up tells of: many files of a build may have the same content, such as none. */
    static final int MOST_OF_BUILD = 100;

    private static final Logger LOGGER = Logger.getLogger(DigestIndex.class.getName());

    private final DigestShards shards;
    private final IndexedJobs jobs;
    private final Executor background;

    /** The builds that could not be entered, by their external ids. */
    private final Set<String> missed = ConcurrentHashMap.newKeySet();

    private volatile IndexRebuild rebuild;

    /** The index of this Jenkins. */
    public DigestIndex() {
        this(Jenkins.get().getRootDir().toPath().resolve("in-toto").resolve("index"), Computer.threadPoolForRemoting);
    }

    /**
     * @param folder where it is kept
     * @param background carries out what nobody waits for
     */
    DigestIndex(Path folder, Executor background) {
        this.shards = new DigestShards(folder.resolve("digests"));
        this.jobs = new IndexedJobs(folder);
        this.background = background;
    }

    /**
     * What a look-up found.
     *
     * @param hits the attestations of the artifact, by the newest builds first
     * @param more how many attestations these builds made besides
     * @param next where the next look-up goes on; empty if this one came to the end
     */
    public record Hits(List<Hit> hits, int more, Optional<Integer> next) {}

    /**
     * An attestation of the artifact.
     *
     * @param run the run that made it
     * @param entry what the run knows of it
     */
    public record Hit(Run<?, ?> run, AttestationIndex.Entry entry) {}

    /** The index of this Jenkins; empty if Jenkins is going down, or has not come up yet. */
    public static Optional<DigestIndex> get() {
        var jenkins = Jenkins.getInstanceOrNull();
        return jenkins == null
                ? Optional.empty()
                : jenkins.getExtensionList(DigestIndex.class).stream().findFirst();
    }

    /**
     * Enters a run before its journal tells of attestations. If that fails, the run attests all the same, and is entered when
     * it has ended.
     *
     * @param run the run
     * @param lines what its journal is about to tell
     */
    static void announce(Run<?, ?> run, List<Map<String, Object>> lines) {
        if (!lines.isEmpty()) {
            get().ifPresent(index -> index.tryToAdd(run, lines));
        }
    }

    private void tryToAdd(Run<?, ?> run, List<Map<String, Object>> lines) {
        try {
            add(run.getParent().getFullName(), run.getNumber(), lines);
        } catch (IOException e) {
            missed.add(run.getExternalizableId());
            LOGGER.log(Level.WARNING, e, () -> "cannot enter what " + run + " attests into the index");
        }
    }

    private void add(String job, int build, List<Map<String, Object>> lines) throws IOException {
        shards.add(pointers(job, build, lines));
    }

    private List<Pointer> pointers(String job, int build, List<Map<String, Object>> lines) throws IOException {
        var pointers = new ArrayList<Pointer>();
        var id = jobs.idOf(job);
        lines.forEach(line -> Pointer.of(line, id, build).ifPresent(pointers::add));
        return pointers;
    }

    /** Whether builds could not be entered, so that what they attested is not found before the index is rebuilt. */
    public boolean isIncomplete() {
        return !missed.isEmpty();
    }

    /** Enters a run that has ended if it could not be entered before. */
    void ended(Run<?, ?> run) {
        if (missed.remove(run.getExternalizableId())) {
            try {
                tryToAdd(run, AttestationIndex.lines(new RunJournal(run)));
            } catch (IOException e) {
                missed.add(run.getExternalizableId());
                LOGGER.log(Level.WARNING, e, () -> "cannot read what " + run + " attested");
            }
        }
    }

    /**
     * Looks up what was attested of an artifact, as far as whoever asks may read the jobs and see the artifacts of their builds.
     *
     * @param sha256 the digest of the artifact, in lower-case hexadecimal
     * @param from where to go on, as the look-up before said; 0 for the first
     * @throws IOException if the index, or what a build attested, cannot be read
     */
    public Hits find(String sha256, int from) throws IOException {
        if (!Pointer.SHA256.matcher(sha256).matches()) {
            return new Hits(List.of(), 0, Optional.empty());
        }
        var visible = new HashMap<String, Optional<Job<?, ?>>>();
        var builds = new LinkedHashSet<Build>();
        for (var pointer : shards.find(sha256)) {
            var job = visible.get(pointer.job());
            if (job == null) {
                job = visible(pointer.job());
                visible.put(pointer.job(), job);
            }
            job.ifPresent(known -> builds.add(new Build(known, pointer.build())));
        }
        var hits = new ArrayList<Hit>();
        int more = 0;
        for (var build : builds.stream().skip(from).limit(MOST_BUILDS).toList()) {
            Run<?, ?> run = build.job().getBuildByNumber(build.number());
            if (run != null && RunArchive.isReadable(run)) {
                var entries = new AttestationIndex(run).entriesOf(sha256);
                entries.stream().limit(MOST_OF_BUILD).forEach(entry -> hits.add(new Hit(run, entry)));
                more += Math.max(0, entries.size() - MOST_OF_BUILD);
            }
        }
        int next = from + MOST_BUILDS;
        return new Hits(List.copyOf(hits), more, next < builds.size() ? Optional.of(next) : Optional.empty());
    }

    private record Build(Job<?, ?> job, int number) {}

    private Optional<Job<?, ?>> visible(String id) throws IOException {
        var name = jobs.nameOf(id);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            Job<?, ?> job = Jenkins.get().getItemByFullName(name.get(), Job.class);
            return job == null || !job.hasPermission(Item.READ) ? Optional.empty() : Optional.of(job);
        } catch (AccessDeniedException e) {
            return Optional.empty(); // that there is such a job is not said either
        }
    }

    /** Follows an item that was renamed or moved, with all that is in it. */
    void relocated(String from, String to) {
        change(() -> jobs.rename(from, to));
    }

    /** Forgets an item that was deleted, with all that is in it. */
    void deleted(String item) {
        change(() -> {
            var ids = jobs.remove(item);
            if (!ids.isEmpty()) {
                background.execute(() -> change(() -> sweep(ids)));
            }
        });
    }

    /** Forgets a run that is about to be deleted. */
    void deleted(Run<?, ?> run) {
        change(() -> {
            var ids = jobs.idsOf(run.getParent().getFullName());
            if (!ids.isEmpty()) {
                var digests = new LinkedHashSet<String>();
                for (var line : AttestationIndex.lines(new RunJournal(run))) {
                    Pointer.of(line, "", run.getNumber()).ifPresent(pointer -> digests.add(pointer.sha256()));
                }
                shards.remove(digests, ids, run.getNumber());
            }
        });
    }

    /** What cannot be forgotten leads nowhere, so it does no harm. */
    private interface Change {
        void make() throws IOException;
    }

    private static void change(Change change) {
        try {
            change.make();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "cannot keep the index of attestations up to date", e);
        }
    }

    private void sweep(Set<String> ids) throws IOException {
        shards.retain(pointer -> !ids.contains(pointer.job()));
    }

    /**
     * Brings the index into agreement with the jobs that there are when Jenkins has started: they may have been restored, moved
     * or deleted while it was down.
     */
    void reconcile() {
        change(() -> {
            var gone = new LinkedHashSet<String>();
            for (var name : jobs.all()) {
                if (Jenkins.get().getItemByFullName(name, Job.class) == null) {
                    gone.addAll(jobs.remove(name));
                }
            }
            if (!gone.isEmpty()) {
                sweep(gone);
            }
            for (Job<?, ?> job : Jenkins.get().getAllItems(Job.class)) {
                if (jobs.idsOf(job.getFullName()).isEmpty()) {
                    for (int build : AttestationIndex.buildsOf(job)) {
                        add(job.getFullName(), build, AttestationIndex.lines(journal(job, build)));
                    }
                }
            }
        });
    }

    private static RunJournal journal(Job<?, ?> job, int build) {
        return new RunJournal(() ->
                job.getBuildDir().toPath().resolve(Integer.toString(build)).resolve(RunJournal.NAME));
    }

    /**
     * Begins to make the index anew from the journals of all builds, unless that is going on already. Until it is done, what
     * is there is found.
     *
     * @throws AccessDeniedException for whoever does not administer Jenkins
     */
    public void beginRebuild() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        synchronized (this) {
            if (rebuild == null || !rebuild.isRunning()) {
                var begun = new IndexRebuild();
                rebuild = begun;
                background.execute(() -> begun.run(this::rebuild));
            }
        }
    }

    /** The rebuild that is going on, or the last one since Jenkins was started; empty if there was none. */
    public Optional<IndexRebuild> rebuilding() {
        return Optional.ofNullable(rebuild);
    }

    private boolean rebuild(IndexRebuild progress) throws IOException {
        var couldNotBeEntered = Set.copyOf(missed);
        var all = Jenkins.get().getAllItems(Job.class);
        progress.begin(all.size());
        try (var replacement = shards.replace()) {
            for (Job<?, ?> job : all) {
                for (int build : AttestationIndex.buildsOf(job)) {
                    if (progress.isCancelled()) {
                        return false;
                    }
                    var pointers = pointers(job.getFullName(), build, AttestationIndex.lines(journal(job, build)));
                    replacement.add(pointers);
                    progress.build(pointers.size());
                }
                progress.job();
            }
            if (progress.isCancelled()) {
                return false;
            }
            replacement.finish();
        }
        missed.removeAll(couldNotBeEntered);
        return true;
    }
}
