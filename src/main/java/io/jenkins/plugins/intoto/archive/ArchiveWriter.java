package io.jenkins.plugins.intoto.archive;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.agent.MoveOver;
import io.jenkins.plugins.intoto.archive.SignedFile.Kind;
import io.jenkins.plugins.intoto.archive.SignedFile.Stage;
import io.jenkins.plugins.intoto.engine.file.AtomicFile;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Archives what a run signs and reports: in the folder {@code in-toto/} among its artifacts, and in bundles beside it. Files are
 * made on the controller, whole, before they are archived from there, so that what was signed never touches an agent. What is
 * archived is there as a whole or not at all, and stands in the {@linkplain RunState state} of the run: before, so that it is put there
 * again if Jenkins goes down meanwhile, and after.
 */
public final class ArchiveWriter {
    private final Run<?, ?> run;
    private final Drafts drafts;

    /**
     * @param run the run that archives
     */
    public ArchiveWriter(Run<?, ?> run) {
        this.run = run;
        this.drafts = new Drafts(run);
    }

    /**
     * Archives a link.
     *
     * @param origin the step of the run that has signed it
     * @param fileName a plain file name
     * @param step the name of the step of the supply chain
     * @param key the key that has signed it
     * @param name what the key is called
     * @param replacing whether it may replace one of another step
     * @param content the link
     * @param listener where the artifact manager may write to
     * @return what was archived
     * @throws IOException if it cannot be archived; what was there is there still
     * @throws InterruptedException if the build is aborted
     */
    public SignedFile putLink(
            Origin origin,
            String fileName,
            String step,
            AsymmetricKey key,
            KeyNames.Name name,
            boolean replacing,
            AtomicFile.Content<IOException> content,
            TaskListener listener)
            throws IOException, InterruptedException {
        var file = signedLink(Kind.LINK, RunArchive.FOLDER + "/" + fileName, origin, step, key, content);
        sign(List.of(file), replacing, Optional.of(new RunState.NamedKey(key, name)), List.of());
        archive(List.of(file), false, listener);
        return file;
    }

    private void sign(
            List<SignedFile> files, boolean replacing, Optional<RunState.NamedKey> key, List<Map<String, Object>> lines)
            throws IOException {
        try {
            state().signed(files, replacing, key, lines);
        } catch (IOException e) {
            delete(files);
            throw e;
        }
    }

    private void delete(List<SignedFile> files) throws IOException {
        drafts.delete(files.stream().map(SignedFile::draft).toList());
    }

    /** Not before something is to be written: a run of which only pages are shown gets no action. */
    private RunState state() {
        return RunState.of(run);
    }

    private SignedFile signedLink(
            Kind kind,
            String path,
            Origin origin,
            String step,
            AsymmetricKey key,
            AtomicFile.Content<IOException> content)
            throws IOException {
        state().requireOpen(origin);
        return new SignedFile(
                kind,
                path,
                Drafts.sha256(drafts.add(path, origin, content)),
                step,
                key.keyId().value(),
                origin,
                Stage.SIGNED);
    }

    /**
     * Puts a link into the workspace.
     *
     * @param directory the directory of the step
     * @param fileName a plain file name
     * @param origin as for {@link #putLink}
     * @param step as for {@link #putLink}
     * @param key as for {@link #putLink}
     * @param name as for {@link #putLink}
     * @param content the link
     * @return what was written
     * @throws IOException if it cannot be written, or the agent does not answer
     * @throws InterruptedException if the build is aborted
     */
    public SignedFile putIntoWorkspace(
            FilePath directory,
            String fileName,
            Origin origin,
            String step,
            AsymmetricKey key,
            KeyNames.Name name,
            AtomicFile.Content<IOException> content)
            throws IOException, InterruptedException {
        var file = signedLink(Kind.WORKSPACE_LINK, fileName, origin, step, key, content);
        sign(List.of(file), true, Optional.of(new RunState.NamedKey(key, name)), List.of());
        copy(file, directory);
        return file;
    }

    private void copy(SignedFile file, FilePath directory) throws IOException, InterruptedException {
        MoveOver.put(drafts.file(file.draft()), directory, file.path());
        state().reached(List.of(file.at(Stage.ARCHIVED)));
        delete(List.of(file));
    }

    /**
     * Archives reports of verifications in one go. Those that the same step has written before it was interrupted are
     * replaced.
     *
     * @param origin the step of the run that verifies
     * @param contents their plain file names, and what they hold
     * @param listener where the artifact manager may write to
     * @throws IOException if they cannot be archived
     * @throws InterruptedException if the build is aborted
     */
    void putReports(Origin origin, Map<String, byte[]> contents, TaskListener listener)
            throws IOException, InterruptedException {
        state().requireOpen(origin);
        var files = new ArrayList<SignedFile>();
        for (var content : contents.entrySet()) {
            var digest = Drafts.sha256(drafts.add(
                    RunArchive.FOLDER + "/" + content.getKey(), origin, out -> out.write(content.getValue())));
            files.add(new SignedFile(
                    Kind.REPORT, RunArchive.FOLDER + "/" + content.getKey(), digest, "", "", origin, Stage.SIGNED));
        }
        sign(files, false, Optional.empty(), List.of());
        archive(files, false, listener);
    }

    /**
     * A line of a bundle that was signed.
     *
     * @param line an envelope or a Sigstore bundle on one line, without a line end
     * @param statement what was signed
     * @param keyId the id of the key; empty if it was made for one signature alone
     * @param name who signed: what the key is called, or whom its certificate names
     */
    public record SignedLine(byte[] line, Statement statement, KeyId keyId, KeyNames.Name name) {}

    /**
     * Adds attestations to bundles: all of them, or none. Parallel branches that add to one bundle wait for each other.
     *
     * @param origin the step of the run that has signed them
     * @param lines the path of each bundle among the artifacts, trusted to be one, and what goes to its end
     * @param listener where the artifact manager may write to
     * @throws IOException if they cannot be archived; the bundles are what they were
     * @throws InterruptedException if the build is aborted
     */
    public void putLines(Origin origin, Map<String, SignedLine> lines, TaskListener listener)
            throws IOException, InterruptedException {
        state().requireOpen(origin);
        var files = new ArrayList<SignedFile>();
        var index = new ArrayList<Map<String, Object>>();
        for (var entry : lines.entrySet()) {
            var line = entry.getValue();
            var digest = Drafts.sha256(drafts.add(entry.getKey(), origin, out -> out.write(line.line())));
            var signer = line.keyId().value();
            var file = new SignedFile(Kind.LINE, entry.getKey(), digest, "", signer, origin, Stage.SIGNED);
            files.add(file);
            index.addAll(AttestationIndex.lines(file, line));
        }
        state().reserveInTurn(lines.keySet(), origin);
        try {
            sign(files, true, Optional.empty(), index);
            archive(files, false, listener);
        } finally {
            state().release(lines.keySet());
        }
    }

    /**
     * Carries on where a step was interrupted: what it had signed is put where it belongs, if it is not there.
     *
     * @param origin the step
     * @param kind what it signs
     * @param directory where it puts {@link Kind#WORKSPACE_LINK}; empty for others
     * @param listener where the artifact manager may write to
     * @return what it had signed; empty if it had not come so far, or that is lost, and is to be signed
     * @throws IOException if it cannot be archived
     * @throws InterruptedException if the build is aborted
     */
    public List<SignedFile> carryOn(Origin origin, Kind kind, Optional<FilePath> directory, TaskListener listener)
            throws IOException, InterruptedException {
        var files = state().earlier(origin, kind);
        var open = files.stream().filter(file -> file.stage() == Stage.SIGNED).toList();
        for (var file : open) {
            if (!isAt(file) && !drafts.has(file.draft())) {
                state().reached(at(open, Stage.DROPPED));
                return List.of();
            }
        }
        if (kind == Kind.WORKSPACE_LINK) {
            for (var file : open) {
                copy(file, directory.orElseThrow());
            }
            return files;
        }
        var paths = open.stream().map(SignedFile::path).toList();
        if (kind == Kind.LINE) {
            state().reserveInTurn(paths, origin);
        }
        try {
            archive(open, true, listener);
        } finally {
            if (kind == Kind.LINE) {
                state().release(paths);
            }
        }
        return files;
    }

    /**
     * What earlier attempts of a {@code retry} around a step have signed and archived as lines of bundles, the newest first.
     *
     * @param origin the step in the attempt of now
     * @throws IOException if the journal cannot be read
     */
    public List<SignedFile> ofEarlierAttempts(Origin origin) throws IOException {
        return state().ofEarlierAttempts(origin);
    }

    /**
     * A line that is archived.
     *
     * @param file what is known of it
     * @return the line without its end; empty if somebody has replaced the bundle
     * @throws IOException if the bundle cannot be read
     */
    public Optional<byte[]> line(SignedFile file) throws IOException {
        return new ArchivedBundles(run.getArtifactManager().root()).line(file.path(), file.sha256());
    }

    private static List<SignedFile> at(List<SignedFile> files, Stage stage) {
        return files.stream().map(file -> file.at(stage)).toList();
    }

    private void archive(List<SignedFile> files, boolean again, TaskListener listener)
            throws IOException, InterruptedException {
        var staged = new TreeMap<String, String>();
        try {
            var bundles = new ArchivedBundles(run.getArtifactManager().root());
            for (var file : files) {
                if (again && isAt(file)) {
                    continue;
                }
                if (file.kind() == Kind.LINE) {
                    byte[] line = Files.readAllBytes(drafts.file(file.draft()));
                    staged.put(file.path(), drafts.add(file.path(), file.origin(), bundles.with(file.path(), line)));
                } else {
                    staged.put(file.path(), file.draft());
                }
            }
            drafts.archive(staged, listener);
        } catch (IOException | InterruptedException | RuntimeException e) {
            giveUp(files, staged, e);
            if (e instanceof IOException failure) {
                throw RunFolder.failure(run, failure);
            }
            throw e;
        }
        state().reached(at(files, Stage.ARCHIVED));
        drafts.delete(staged.values());
        delete(files);
    }

    /** Of files that were archived in one go, some may be there. */
    private void giveUp(List<SignedFile> files, Map<String, String> staged, Exception failure) {
        try {
            settle(files);
            drafts.delete(staged.values());
            delete(files);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Takes note of whether files that were about to be archived are there. */
    private void settle(Collection<SignedFile> files) throws IOException {
        for (var file : files) {
            state().reached(List.of(file.at(isAt(file) ? Stage.ARCHIVED : Stage.DROPPED)));
        }
    }

    private boolean isAt(SignedFile file) throws IOException {
        return switch (file.kind()) {
            case LINE -> new ArchivedBundles(run.getArtifactManager().root()).has(file.path(), file.sha256());
            case LINK, REPORT -> {
                var there = run.getArtifactManager().root().child(file.path());
                yield there.isFile() && Drafts.digest(there).equals(file.sha256());
            }
            case WORKSPACE_LINK -> false;
        };
    }

    /**
     * Brings state and archive into agreement when the run has ended, whatever happened, and deletes what is left over.
     *
     * @throws IOException if something cannot be read or deleted
     */
    void tidy() throws IOException {
        state().close();
        settle(state().unfinished());
        // What is done after the run may have begun, or goes on when Jenkins is back.
        deleteLeftOvers(file -> !Origin.isAfterRun(file));
    }

    private void deleteLeftOvers(Predicate<Path> condition) throws IOException {
        drafts.deleteAll(condition);
        var local = LocalArtifacts.of(run.getArtifactManager());
        if (local.isPresent()) {
            local.get().deleteCopies(condition);
        }
    }

    /**
     * Deletes what is left over of what was done after the run.
     *
     * @throws IOException if something cannot be deleted
     */
    public void tidyAfterRun() throws IOException {
        deleteLeftOvers(Origin::isAfterRun);
    }

    /**
     * The lines of bundles that are of an origin, and were archived.
     *
     * @throws IOException if the journal cannot be read
     */
    public List<SignedFile> linesOf(Origin origin) throws IOException {
        return state().earlier(origin, Kind.LINE).stream()
                .filter(SignedFile::isArchived)
                .toList();
    }
}
