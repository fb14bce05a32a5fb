package io.jenkins.plugins.intoto.attest;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.agent.SnapshotRequest;
import io.jenkins.plugins.intoto.agent.WorkspaceSnapshots;
import io.jenkins.plugins.intoto.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.record.AntPatterns;
import io.jenkins.plugins.intoto.run.ArtifactPath;
import io.jenkins.plugins.intoto.run.BuildPlace;
import io.jenkins.plugins.intoto.statement.DigestMap;
import io.jenkins.plugins.intoto.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.verify.DisplayText;
import java.io.IOException;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import jenkins.util.VirtualFile;

/** The artifacts that an attestation is about, named by their paths. */
final class AttestedSubjects {
    /** Each is an attestation and a file of its own. */
    private static final int MOST = 1_000;

    /** One attestation of all is one line of a bundle. */
    private static final int MOST_IN_ONE = 10_000;

    private final AttestationSettings settings;
    private final TaskListener listener;
    private final boolean complete;

    /**
     * @param complete whether what matches the patterns must all be there: for a verification, which must not pass over a
     *     file because of its name, or because it is a link to somewhere else
     */
    AttestedSubjects(AttestationSettings settings, TaskListener listener, boolean complete) {
        this.settings = settings;
        this.listener = listener;
        this.complete = complete;
    }

    /**
     * Finds and hashes them: on the agent if they are in the workspace, or where they are archived.
     *
     * @throws AbortException if there is none, or more than can be attested in one go
     */
    List<ResourceDescriptor> find(Run<?, ?> run, BuildPlace place) throws IOException, InterruptedException {
        if (settings.getSubjects() == null) {
            throw new AbortException("[in-toto] set subjects: the patterns of the artifacts to attest");
        }
        var subjects =
                settings.isArchived() ? ofArchive(run.getArtifactManager().root()) : ofWorkspace(place);
        var where = settings.isArchived() ? "among the archived artifacts" : "in the workspace";
        if (subjects.isEmpty()) {
            throw new AbortException(
                    "[in-toto] nothing to attest: no file " + where + " matches " + settings.getSubjects());
        }
        if (subjects.size() > MOST && settings.getBundle() == null) {
            throw new AbortException("[in-toto] " + subjects.size() + " files " + where + " match "
                    + settings.getSubjects() + ", more than " + MOST
                    + "; attest an archive of them, or set bundle for one attestation of all");
        }
        if (subjects.size() > MOST_IN_ONE) {
            throw new AbortException("[in-toto] " + subjects.size() + " files " + where + " match "
                    + settings.getSubjects() + ", more than " + MOST_IN_ONE);
        }
        return subjects;
    }

    private List<ResourceDescriptor> ofWorkspace(BuildPlace place) throws IOException, InterruptedException {
        var patterns = new AntPatterns(
                ListText.entries(settings.getSubjects()), ListText.entries(settings.getExcludes()), !complete, true);
        var request = new SnapshotRequest(patterns, List.of(DigestAlgorithm.SHA256), false);
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
        var subjects = new ArrayList<ResourceDescriptor>();
        var paths = new TreeSet<>(root.list(settings.getSubjects(), settings.getExcludes(), !complete));
        for (var path : paths) {
            var name = path.replace('\\', '/');
            if (complete || !name.endsWith(ArtifactAttestation.SUFFIX)) {
                requireSafe(name);
                subjects.add(
                        ResourceDescriptor.of(name, DigestMap.of(DigestAlgorithm.SHA256, digest(root.child(path)))));
            }
        }
        return subjects;
    }

    private static void requireSafe(String path) throws AbortException {
        if (!ArtifactPath.isSafe(path)) {
            throw new AbortException("[in-toto] cannot take a file of this name: " + DisplayText.of(path));
        }
    }

    private static byte[] digest(VirtualFile file) throws IOException {
        var digest = DigestAlgorithm.SHA256.newDigest();
        try (var in = new DigestInputStream(file.open(), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return digest.digest();
    }
}
