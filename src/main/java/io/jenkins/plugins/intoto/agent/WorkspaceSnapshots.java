package io.jenkins.plugins.intoto.agent;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.MalformedSnapshotException;
import io.jenkins.plugins.intoto.engine.artifact.SnapshotLimits;
import io.jenkins.plugins.intoto.engine.model.ArtifactPaths;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Snapshots of directories on agents, taken by one remote call each. */
public final class WorkspaceSnapshots {
    /** What an artifact takes at the least in whatever is made of a snapshot: a digest in hexadecimal. */
    private static final int LEAST_BYTES = 64;

    private WorkspaceSnapshots() {}

    /**
     * Records the files of a directory.
     *
     * @param directory the directory, on whatever machine; it need not exist and then holds no files
     * @param request which files to record, and how
     * @param listener where progress and warnings go
     * @return the artifacts, named relative to the directory with {@code /}
     * @throws AbortException with one sentence if a file cannot be recorded or the answer is malformed
     * @throws IOException if the agent cannot be reached
     * @throws InterruptedException if the build is aborted
     */
    public static Artifacts take(FilePath directory, SnapshotRequest request, TaskListener listener)
            throws IOException, InterruptedException {
        return artifacts(directory, request, answer(directory, request, listener), listener);
    }

    /**
     * Records the files of a directory as {@link #take}, but nothing that the request asks for may be left out.
     *
     * @throws AbortException also if something would be left out, such as a link that leaves the directory
     */
    public static Artifacts takeAll(FilePath directory, SnapshotRequest request, TaskListener listener)
            throws IOException, InterruptedException {
        var answer = answer(directory, request, listener);
        if (answer.failure() == null && !answer.warnings().isEmpty()) {
            throw Console.abort(Messages.WorkspaceSnapshots_Unreadable(
                    DisplayText.of(answer.warnings().get(0))));
        }
        return artifacts(directory, request, answer, listener);
    }

    private static SnapshotAnswer answer(FilePath directory, SnapshotRequest request, TaskListener listener)
            throws IOException, InterruptedException {
        // What comes back is the agent's to choose.
        Object answer = directory.act(new SnapshotCallable(request, listener));
        if (!(answer instanceof SnapshotAnswer snapshot)) {
            throw refused(Messages.WorkspaceSnapshots_NoSnapshot(Messages.WorkspaceSnapshots_SomethingElse()));
        }
        var defect = snapshot.defect(request.maxBytes());
        if (defect != null) {
            throw refused(Messages.WorkspaceSnapshots_NoSnapshot(defect));
        }
        return snapshot;
    }

    private static AbortException refused(String reason) {
        return Console.abort(Messages.WorkspaceSnapshots_Refused(reason));
    }

    private static Artifacts artifacts(
            FilePath directory, SnapshotRequest request, SnapshotAnswer answer, TaskListener listener)
            throws IOException {
        if (answer.failure() != null) {
            throw Console.abort(Messages.WorkspaceSnapshots_CannotRecord(
                    DisplayText.of(directory.getRemote()), DisplayText.of(answer.failure())));
        }
        for (var warning : answer.warnings()) {
            Console.println(listener, Messages.WorkspaceSnapshots_LeftOut(DisplayText.of(warning)));
        }
        if (answer.moreWarnings() > 0) {
            Console.println(listener, Messages.WorkspaceSnapshots_MoreLeftOut(answer.moreWarnings()));
        }
        try (var in = new InflaterInputStream(new ByteArrayInputStream(answer.snapshot()))) {
            return Artifacts.readFrom(in, limits(request));
        } catch (MalformedSnapshotException e) {
            throw refused(e.getMessage());
        } catch (ZipException e) {
            throw refused(Messages.WorkspaceSnapshots_NoSnapshot(Messages.WorkspaceSnapshots_Damaged()));
        }
    }

    private static SnapshotLimits limits(SnapshotRequest request) {
        long most = request.maxBytes();
        return new SnapshotLimits(
                most,
                most,
                (int) Math.min(most / LEAST_BYTES, Integer.MAX_VALUE),
                ArtifactPaths::isBelowDirectory,
                Optional.of(Set.copyOf(request.algorithms())));
    }
}
