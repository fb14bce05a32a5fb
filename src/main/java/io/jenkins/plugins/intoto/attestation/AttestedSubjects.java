package io.jenkins.plugins.intoto.attestation;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.agent.SnapshotRequest;
import io.jenkins.plugins.intoto.agent.WorkspaceSnapshots;
import io.jenkins.plugins.intoto.archive.ArchivedArtifact;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.record.AntPatterns;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.ArtifactPath;
import io.jenkins.plugins.intoto.run.BuildPlace;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import jenkins.util.VirtualFile;

/** The artifacts that an attestation is about, named by their paths. */
public final class AttestedSubjects {
    private static final int MOST = 10_000;

    private final String patterns;
    private final String excludes;
    private final boolean archived;
    private final TaskListener listener;
    private final boolean complete;

    /**
     * @param patterns Ant patterns, separated by commas; null if none were given
     * @param excludes Ant patterns of files that are not meant; null for none
     * @param archived whether they are among the archived artifacts instead of in the workspace
     */
    public AttestedSubjects(String patterns, String excludes, boolean archived, TaskListener listener) {
        this(patterns, excludes, archived, listener, false);
    }

    private AttestedSubjects(
            String patterns, String excludes, boolean archived, TaskListener listener, boolean complete) {
        this.patterns = patterns;
        this.excludes = excludes;
        this.archived = archived;
        this.listener = listener;
        this.complete = complete;
    }

    /** All that match, as a verification needs them: nothing is passed over for its name, or as a link to somewhere else. */
    public AttestedSubjects complete() {
        return new AttestedSubjects(patterns, excludes, archived, listener, true);
    }

    /**
     * Finds and hashes them: on the agent if they are in the workspace, or where they are archived.
     *
     * @throws AbortException if there is none, or more than can be dealt with in one go
     */
    public List<ResourceDescriptor> find(Run<?, ?> run, BuildPlace place) throws IOException, InterruptedException {
        if (patterns == null) {
            throw new AbortException("[in-toto] set subjects: the patterns of the artifacts that are meant");
        }
        var subjects = archived ? ofArchive(run.getArtifactManager().root()) : ofWorkspace(place);
        var counts = new AntPatterns(ListText.entries(patterns), List.of(), false, true).counts();
        subjects.forEach(subject -> counts.add(subject.name().orElseThrow()));
        var where = archived ? "among the archived artifacts" : "in the workspace";
        if (subjects.isEmpty()) {
            throw new AbortException("[in-toto] no file " + where + " matches " + patterns);
        }
        if (subjects.size() > MOST) {
            throw new AbortException(
                    "[in-toto] " + subjects.size() + " files " + where + " match " + patterns + ", more than " + MOST);
        }
        for (var pattern : counts.unmatched()) {
            listener.getLogger().println("[in-toto] warning: no file " + where + " matches " + DisplayText.of(pattern));
        }
        return subjects;
    }

    private List<ResourceDescriptor> ofWorkspace(BuildPlace place) throws IOException, InterruptedException {
        var selection = new AntPatterns(ListText.entries(patterns), ListText.entries(excludes), !complete, true);
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
            throw new AbortException("[in-toto] " + root.getName() + ": is not a directory");
        }
        var subjects = new ArrayList<ResourceDescriptor>();
        var paths = new TreeSet<>(root.list(patterns, excludes, !complete));
        for (var path : paths) {
            var name = path.replace('\\', '/');
            if (complete || !name.endsWith(ArtifactAttestation.SUFFIX)) {
                requireSafe(name);
                subjects.add(ResourceDescriptor.of(
                        name, DigestMap.of(DigestAlgorithm.SHA256, digest(root.child(path), path))));
            }
        }
        return subjects;
    }

    private static void requireSafe(String path) throws AbortException {
        if (!ArtifactPath.isSafe(path)) {
            throw new AbortException("[in-toto] cannot take a file of this name: " + DisplayText.of(path));
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
