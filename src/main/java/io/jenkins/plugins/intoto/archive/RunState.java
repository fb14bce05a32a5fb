package io.jenkins.plugins.intoto.archive;

import hudson.AbortException;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.SignedFile.Kind;
import io.jenkins.plugins.intoto.archive.SignedFile.Stage;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.file.FileFailure;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import jenkins.model.RunAction2;

/**
 * What a run keeps of in-toto: every file that it has signed, with its digest, what its verifications came to, and which
 * paths its steps have reserved. What was signed stands in a {@linkplain RunJournal journal} in the folder of the run; the
 * action itself is saved with the run and stays small.
 *
 * <p>All changes go through {@link #change}, under a lock that nobody else can hold. Nothing is archived under it, so nobody
 * waits there for a network.
 */
public final class RunState extends InvisibleAction implements RunAction2 {
    private static final Logger LOGGER = Logger.getLogger(RunState.class.getName());

    /** What no other run has, on this controller or another, even if it has the name and number of this one. */
    private final String id;

    private volatile PastVerifications verifications;

    /** Null in a run that no rule applied to. */
    private volatile List<RuleOutcome> rules;

    private final transient ReentrantLock lock = new ReentrantLock();
    private final transient Condition released = lock.newCondition();

    /** The paths that steps write to, and by whom. After a restart nobody has any: steps that go on take them again. */
    private final transient Map<String, Origin> reserved = new HashMap<>();

    private transient Run<?, ?> run;
    private transient SignedFiles known;

    /** Whether the run has this action on disk. */
    private transient boolean saved;

    /** The steps that have ended. */
    private final transient Set<String> over = new HashSet<>();

    private transient boolean closed;

    private RunState(String id, PastVerifications verifications) {
        this.id = id;
        this.verifications = verifications;
    }

    /**
     * The one state of a run; it is added if there is none.
     *
     * @param run the run
     */
    public static RunState of(Run<?, ?> run) {
        synchronized (run) {
            var state = run.getAction(RunState.class);
            if (state == null) {
                state = new RunState(UUID.randomUUID().toString(), new PastVerifications());
                run.addAction(state);
            }
            return state;
        }
    }

    /** Makes what is not saved. */
    private Object readResolve() {
        var state = new RunState(id, verifications == null ? new PastVerifications() : verifications);
        state.rules = rules;
        state.saved = true;
        return state;
    }

    @Override
    public void onAttached(Run<?, ?> owner) {
        run = owner;
    }

    @Override
    public void onLoad(Run<?, ?> owner) {
        run = owner;
    }

    /** The run. */
    public Run<?, ?> run() {
        return run;
    }

    /** A random id, which its links name: another run of that name and number has another one. */
    public String id() {
        return id;
    }

    /** A public key and what it is called. */
    record NamedKey(AsymmetricKey key, KeyNames.Name name) {}

    /** What is done under the lock. */
    private interface Change<T> {
        T apply(SignedFiles files) throws IOException;
    }

    private <T> T change(Change<T> change) throws IOException {
        lock.lock();
        try {
            if (known == null) {
                known = SignedFiles.of(new RunJournal(run));
            }
            return change.apply(known);
        } catch (IOException e) {
            throw RunFolder.failure(run, e);
        } finally {
            lock.unlock();
        }
    }

    private <T> T read(Change<T> change) throws UnreadableFileException {
        try {
            return change(change);
        } catch (IOException e) {
            throw new UnreadableFileException(
                    RunJournal.file(run).toString(), "cannot be read: " + FileFailure.text(e), e);
        }
    }

    /** For numbers on pages: a journal that cannot be read is told to the log of Jenkins. */
    private <T> T look(Change<T> change, T otherwise) {
        try {
            return change(change);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot read what " + run + " has signed");
            return otherwise;
        }
    }

    /**
     * The links that the run has signed and archived, in the order in which they were first recorded; if it was restarted
     * from a stage of another run, with those that it has from there and has not replaced. Others in its archive are
     * anybody's, and so is one of these names with another digest.
     *
     * @throws UnreadableFileException if the journal cannot be read
     */
    public List<SignedFile> links() throws UnreadableFileException {
        return read(files -> List.copyOf(files.links()));
    }

    /**
     * Whether a file is one of the {@link #links}: of that name, and byte by byte.
     *
     * @param fileName the plain name of the file
     * @param content what it holds
     * @throws UnreadableFileException if the journal cannot be read
     */
    public boolean isLink(String fileName, byte[] content) throws UnreadableFileException {
        var digest = HexFormat.of().formatHex(DigestAlgorithm.SHA256.newDigest().digest(content));
        return links().stream()
                .anyMatch(link ->
                        link.fileName().equals(fileName) && link.sha256().equals(digest));
    }

    /** How many {@link #links} the run has. */
    public int linkCount() {
        return look(files -> files.links().size(), 0);
    }

    /**
     * The public keys that the {@link #links} of the run are signed with.
     *
     * @throws UnreadableFileException if the journal cannot be read
     */
    public List<VerificationKey> keys() throws UnreadableFileException {
        var keys = new ArrayList<VerificationKey>();
        for (var json : read(SignedFiles::keys).keySet()) {
            keys.add(key(json));
        }
        return List.copyOf(keys);
    }

    /**
     * What these keys are called.
     *
     * @throws UnreadableFileException if the journal cannot be read
     */
    public KeyNames keyNames() throws UnreadableFileException {
        var names = KeyNames.NONE;
        for (var key : read(SignedFiles::keys).entrySet()) {
            names = names.with(key(key.getKey()), key.getValue());
        }
        return names;
    }

    private static VerificationKey key(String json) {
        try {
            return KeyFiles.readPublic(json.getBytes(StandardCharsets.US_ASCII), RunJournal.NAME);
        } catch (UnreadableKeyException e) {
            throw new IllegalStateException("was written by this class", e);
        }
    }

    /** How many attestations the run has archived. */
    public int attestations() {
        return look(SignedFiles::attestations, 0);
    }

    /** What the run's verifications came to. */
    public PastVerifications verifications() {
        return verifications;
    }

    /**
     * What a step had signed or written before it was interrupted by the end of Jenkins.
     *
     * @param origin the step
     * @param kind what it may have signed
     * @return files to be put where they belong, or that are there already; empty if it had not come so far
     * @throws IOException if the journal cannot be read
     */
    List<SignedFile> earlier(Origin origin, Kind kind) throws IOException {
        return change(files -> files.all(file -> file.kind() == kind
                && file.origin().id().equals(origin.id())
                && (file.stage() == Stage.SIGNED || file.stage() == Stage.ARCHIVED)));
    }

    /**
     * What earlier attempts of a {@code retry} around a step have signed and archived as lines of bundles, the newest first.
     *
     * @throws IOException if the journal cannot be read
     */
    List<SignedFile> ofEarlierAttempts(Origin origin) throws IOException {
        var files = new ArrayList<>(change(known -> known.all(file -> file.kind() == Kind.LINE
                && file.stage() == Stage.ARCHIVED
                && !file.origin().id().equals(origin.id())
                && origin.repeats(file.origin()))));
        Collections.reverse(files);
        return files;
    }

    /** What steps have signed, and is not yet where it belongs. */
    List<SignedFile> unfinished() throws IOException {
        return change(files ->
                files.all(file -> file.stage() == Stage.SIGNED && !file.origin().isAfterRun()));
    }

    /**
     * Reserves a path for a step until it {@linkplain #release releases} it, or Jenkins ends.
     *
     * @param path a path among the artifacts
     * @param origin the step; it may reserve a path again
     * @return whether the path is free: no other step has reserved it, or has archived something there, unless this one
     *     repeats it or the run was restarted from another
     * @throws IOException if the journal cannot be read
     */
    public boolean reserve(String path, Origin origin) throws IOException {
        return reserve(path, origin, there -> mayReplace(there, origin));
    }

    /**
     * Reserves a path for a step as {@link #reserve}, but only one where the step itself has archived something, or nobody.
     */
    boolean reserveOwn(String path, Origin origin) throws IOException {
        return reserve(path, origin, there -> there.origin().id().equals(origin.id()));
    }

    private boolean reserve(String path, Origin origin, Predicate<SignedFile> replaceable) throws IOException {
        return change(files -> {
            var owner = reserved.get(path);
            boolean taken = owner != null && !owner.id().equals(origin.id());
            if (taken || !files.at(path).map(replaceable::test).orElse(true)) {
                return false;
            }
            reserved.put(path, origin);
            return true;
        });
    }

    private static boolean mayReplace(SignedFile there, Origin origin) {
        return there.stage() == Stage.COPIED || origin.repeats(there.origin());
    }

    /** Whether the run itself has put what stands at a path. */
    public boolean knows(String path) throws IOException {
        return change(files -> files.at(path).isPresent());
    }

    /**
     * Waits until nobody else writes to some files, and reserves them.
     *
     * @param paths their paths among the artifacts
     * @throws InterruptedException if the build is aborted; nothing is reserved then
     */
    void reserveInTurn(Collection<String> paths, Origin origin) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (paths.stream().anyMatch(reserved::containsKey)) {
                released.await();
            }
            paths.forEach(path -> reserved.put(path, origin));
        } finally {
            lock.unlock();
        }
    }

    /** Gives back what a step has reserved: it has ended, and writes nothing more even if a thread of it goes on. */
    public void release(Origin origin) {
        look(
                files -> {
                    over.add(origin.id());
                    released.signalAll();
                    return reserved.values().removeIf(owner -> owner.id().equals(origin.id()));
                },
                false);
    }

    /** Gives back paths, whoever has reserved them. */
    void release(Collection<String> paths) {
        look(
                files -> {
                    released.signalAll();
                    return reserved.keySet().removeAll(paths);
                },
                false);
    }

    /**
     * Takes note of what was signed, before it is put where it belongs.
     *
     * @param signed files of one origin
     * @param replacing whether they may replace what other steps have archived
     * @param key the key that has signed them and what it is called, if that shall be remembered
     * @param lines what else to keep of them
     * @throws AbortException if there is something that may not be replaced, or the run has ended
     * @throws IOException if it cannot be written
     */
    void signed(List<SignedFile> signed, boolean replacing, Optional<NamedKey> key, List<Map<String, Object>> lines)
            throws IOException {
        change(files -> {
            for (var file : signed) {
                requireOpen(file.origin());
                var there = files.at(file.path());
                if (!replacing && there.isPresent() && !mayReplace(there.get(), file.origin())) {
                    throw Console.abort(Messages.RunState_FileExists(file.path()));
                }
            }
            if (key.isPresent()) {
                var json = Json.compact(key.get().key().toJson());
                files.addKey(
                        new String(json, StandardCharsets.US_ASCII), key.get().name());
            }
            DigestIndex.announce(run, lines);
            files.add(signed, lines);
            if (!saved) {
                // Without it in build.xml, nobody would look into the journal.
                save();
            }
            return null;
        });
    }

    /**
     * Takes note of how far files came.
     *
     * @param files files of one origin, all at the same stage
     */
    void reached(List<SignedFile> files) throws IOException {
        change(all -> {
            all.add(files, List.of());
            return null;
        });
    }

    /**
     * Takes note of what was copied from the artifacts of another run, of what is attested there, and of the keys.
     *
     * @param original the state of the other run
     * @throws IOException if it cannot be read or written
     */
    void copied(RunState original) throws IOException {
        var files = original.change(all -> all.all(SignedFile::isArchived));
        var entries = original.change(all -> AttestationIndex.lines(new RunJournal(original.run)));
        var keys = original.change(SignedFiles::keys);
        change(all -> {
            for (var key : keys.entrySet()) {
                all.addKey(key.getKey(), key.getValue());
            }
            DigestIndex.announce(run, entries);
            all.addLines(entries);
            for (var file : files) {
                all.add(List.of(file.at(Stage.COPIED)), List.of());
            }
            return null;
        });
    }

    /**
     * Takes note of a verification; one of the same step, which Jenkins has interrupted, is forgotten.
     *
     * @param origin the step
     * @param verification what it came to
     * @throws IOException if the run cannot be saved
     */
    public void verified(Origin origin, PastVerification verification) throws IOException {
        change(files -> {
            requireOpen(origin);
            var before = verifications;
            verifications = before.with(verification.by(origin));
            save(() -> verifications = before);
            return null;
        });
    }

    /** What came of the rules that applied to the run, in the order in which each first did. */
    public List<RuleOutcome> rules() {
        var known = rules;
        return known == null ? List.of() : List.copyOf(known);
    }

    /**
     * Takes note of what came of a rule; what came of it before is forgotten.
     *
     * @throws IOException if the run cannot be saved
     */
    public void ruled(RuleOutcome outcome) throws IOException {
        change(files -> {
            var before = rules;
            var all = new ArrayList<>(rules());
            int at = IntStream.range(0, all.size())
                    .filter(i -> all.get(i).isOfSameRule(outcome))
                    .findFirst()
                    .orElse(all.size());
            all.subList(at, Math.min(at + 1, all.size())).clear();
            all.add(at, outcome);
            rules = all;
            save(() -> rules = before);
            return null;
        });
    }

    /** Saves the run with what was changed; if that fails, the change is undone. */
    private void save(Runnable undo) throws IOException {
        try {
            save();
        } catch (IOException e) {
            undo.run();
            throw e;
        }
    }

    private void save() throws IOException {
        var folder = run.getRootDir().toPath();
        try {
            if (!Files.isDirectory(folder)) {
                // Jenkins would make the folder anew, and come back with a run that was deleted.
                throw new NoSuchFileException(folder.toString());
            }
            run.save();
            saved = true;
        } catch (IOException e) {
            throw FileFailure.of(folder.resolve("build.xml"), e);
        }
    }

    /**
     * That a step goes on: a thread that could not be stopped in time writes nothing more. What is done after the run is not
     * over with it.
     *
     * @throws AbortException if it has ended
     */
    void requireOpen(Origin origin) throws IOException {
        change(files -> {
            if (closed && !origin.isAfterRun() || over.contains(origin.id())) {
                throw Console.abort(Messages.RunState_StepEnded());
            }
            return null;
        });
    }

    /** Nothing more is written. */
    void close() {
        look(files -> closed = true, true);
    }
}
