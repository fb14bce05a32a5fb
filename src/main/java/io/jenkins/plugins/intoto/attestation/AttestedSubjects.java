package io.jenkins.plugins.intoto.attestation;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.agent.SnapshotRequest;
import io.jenkins.plugins.intoto.agent.WorkspaceSnapshots;
import io.jenkins.plugins.intoto.archive.ArchivedArtifact;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.record.AntPatterns;
import io.jenkins.plugins.intoto.engine.statement.Checksums;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.NamedDigest;
import io.jenkins.plugins.intoto.engine.statement.Place;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.ArtifactPath;
import io.jenkins.plugins.intoto.run.BuildPlace;
import io.jenkins.plugins.intoto.run.WorkspaceFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import jenkins.util.VirtualFile;

/** The artifacts that an attestation is about: files, named by their paths, and what is named by its digest. */
public final class AttestedSubjects {
    private static final int MOST = 10_000;

    private final List<String> patterns;
    private final List<String> named;
    private final String excludes;
    private final String checksumsFile;
    private final boolean archived;
    private final TaskListener listener;
    private final boolean complete;

    /**
     * @param subjects Ant patterns and artifacts named by their digests ({@link NamedDigest}), separated by commas; null if
     *     none were given
     * @param excludes Ant patterns of files that are not meant; null for none
     * @param checksumsFile a file of the workspace that lists more by their checksums; null for none
     * @param archived whether they are among the archived artifacts instead of in the workspace
     */
    public AttestedSubjects(
            String subjects, String excludes, String checksumsFile, boolean archived, TaskListener listener) {
        this(
                ListText.entries(subjects).stream()
                        .filter(entry -> !NamedDigest.isMeant(entry))
                        .toList(),
                ListText.entries(subjects).stream().filter(NamedDigest::isMeant).toList(),
                excludes,
                checksumsFile,
                archived,
                listener,
                false);
    }

    private AttestedSubjects(
            List<String> patterns,
            List<String> named,
            String excludes,
            String checksumsFile,
            boolean archived,
            TaskListener listener,
            boolean complete) {
        this.patterns = patterns;
        this.named = named;
        this.excludes = excludes;
        this.checksumsFile = checksumsFile;
        this.archived = archived;
        this.listener = listener;
        this.complete = complete;
    }

    /** All that match, as a verification needs them: nothing is passed over for its name, or as a link to somewhere else. */
    public AttestedSubjects complete() {
        return new AttestedSubjects(patterns, named, excludes, checksumsFile, archived, listener, true);
    }

    /** Whether each of them is a file, which a bundle can be put beside. */
    boolean areFiles() {
        return named.isEmpty() && checksumsFile == null;
    }

    /**
     * Finds them, files first, and hashes the files: on the agent if they are in the workspace, or where they are archived.
     *
     * @throws AbortException if there is none, or more than can be dealt with in one go
     */
    public List<ResourceDescriptor> find(Run<?, ?> run, BuildPlace place) throws IOException, InterruptedException {
        if (patterns.isEmpty() && areFiles()) {
            throw Console.abort(Messages.AttestedSubjects_NoPatterns());
        }
        var subjects = new ArrayList<>(patterns.isEmpty() ? List.of() : files(run, place));
        try {
            for (var entry : named) {
                subjects.add(NamedDigest.read(entry, Place.of("subjects")));
            }
            if (checksumsFile != null) {
                subjects.addAll(Checksums.read(
                        WorkspaceFiles.read(
                                place.requireDirectory("checksumsFile"), checksumsFile, Checksums.MAXIMUM_BYTES),
                        checksumsFile));
            }
        } catch (MalformedStatementException | UnreadableFileException e) {
            throw Console.abort(DisplayText.of(e.getMessage()));
        }
        if (subjects.size() > MOST) {
            throw Console.abort(Messages.AttestedSubjects_TooManyInAll(subjects.size(), MOST));
        }
        for (var subject : subjects) {
            subject.digest()
                    .weakness()
                    .ifPresent(weakness -> Console.println(
                            listener, Messages.AttestedSubjects_Weak(DisplayText.of(subject + " " + weakness))));
        }
        return subjects;
    }

    private List<ResourceDescriptor> files(Run<?, ?> run, BuildPlace place) throws IOException, InterruptedException {
        var text = String.join(", ", patterns);
        var subjects = archived ? ofArchive(run.getArtifactManager().root()) : ofWorkspace(place);
        var counts = new AntPatterns(patterns, List.of(), false, true).counts();
        subjects.forEach(subject -> counts.add(subject.name().orElseThrow()));
        var where = archived ? Messages.AttestedSubjects_Archived() : Messages.AttestedSubjects_InWorkspace();
        if (subjects.isEmpty()) {
            throw Console.abort(Messages.AttestedSubjects_NoMatch(where, text));
        }
        if (subjects.size() > MOST) {
            throw Console.abort(Messages.AttestedSubjects_TooMany(subjects.size(), where, text, MOST));
        }
        for (var pattern : counts.unmatched()) {
            Console.println(listener, Messages.AttestedSubjects_Unmatched(where, DisplayText.of(pattern)));
        }
        return subjects;
    }

    private List<ResourceDescriptor> ofWorkspace(BuildPlace place) throws IOException, InterruptedException {
        var selection = new AntPatterns(patterns, ListText.entries(excludes), !complete, true);
        var request = new SnapshotRequest(
                selection,
                List.of(DigestAlgorithm.SHA256),
                false,
                InTotoConfiguration.get().linkBytes());
        var directory = place.requireDirectory("subjects");
        var artifacts = complete
                ? WorkspaceSnapshots.takeAll(directory, request, listener)
                : WorkspaceSnapshots.take(directory, request, listener);
        var subjects = new ArrayList<ResourceDescriptor>();
        for (var cursor = artifacts.cursor(); cursor.next(); ) {
            // The name comes from an agent and becomes part of a path among the artifacts.
            requireSafe(cursor.path());
            subjects.add(ResourceDescriptor.of(
                    cursor.path(), DigestMap.of(cursor.digests().asMap())));
        }
        return subjects;
    }

    private List<ResourceDescriptor> ofArchive(VirtualFile root) throws IOException {
        if (root.isFile()) {
            throw Console.abort(Messages.AttestedSubjects_NoDirectory(root.getName()));
        }
        return hash(
                root,
                root.list(String.join(",", patterns), excludes, !complete).stream()
                        .filter(path -> complete || !path.endsWith(ArtifactAttestation.SUFFIX))
                        .toList());
    }

    /**
     * Hashes archived artifacts where they are.
     *
     * @param root where the artifacts of the run are
     * @param paths their paths
     * @return the artifacts in the order of their paths, each named by its path
     * @throws AbortException if one cannot be read, or taken for its name, or there are more than can be dealt with in one go
     */
    public static List<ResourceDescriptor> hash(VirtualFile root, Collection<String> paths) throws IOException {
        if (paths.size() > MOST) {
            throw Console.abort(Messages.AttestedSubjects_TooManyInAll(paths.size(), MOST));
        }
        var subjects = new ArrayList<ResourceDescriptor>();
        for (var path : new TreeSet<>(paths)) {
            var name = path.replace('\\', '/');
            requireSafe(name);
            subjects.add(
                    ResourceDescriptor.of(name, DigestMap.of(DigestAlgorithm.SHA256, digest(root.child(path), path))));
        }
        return subjects;
    }

    private static void requireSafe(String path) throws AbortException {
        if (!ArtifactPath.isSafe(path)) {
            throw Console.abort(Messages.AttestedSubjects_UnsafeName(DisplayText.of(path)));
        }
    }

    private static byte[] digest(VirtualFile file, String path) throws IOException {
        var digest = DigestAlgorithm.SHA256.newDigest();
        try (var in = new DigestInputStream(ArchivedArtifact.open(file, path), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return digest.digest();
    }
}
