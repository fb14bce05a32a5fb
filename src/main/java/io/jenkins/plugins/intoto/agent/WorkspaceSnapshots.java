package io.jenkins.plugins.intoto.agent;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.artifact.Artifacts;
import io.jenkins.plugins.intoto.artifact.MalformedSnapshotException;
import io.jenkins.plugins.intoto.verify.DisplayText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.InflaterInputStream;

/** Snapshots of directories on agents, taken by one remote call each. */
public final class WorkspaceSnapshots {
    /** A snapshot of a few million files; an agent's answer beyond this is refused. */
    private static final long MOST_BYTES = 1L << 30;

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
        return artifacts(directory, answer(directory, request, listener), listener);
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
            throw new AbortException("[in-toto] a file cannot be looked at: "
                    + DisplayText.of(answer.warnings().get(0)));
        }
        return artifacts(directory, answer, listener);
    }

    private static SnapshotAnswer answer(FilePath directory, SnapshotRequest request, TaskListener listener)
            throws IOException, InterruptedException {
        return directory.act(new SnapshotCallable(request, listener));
    }

    private static Artifacts artifacts(FilePath directory, SnapshotAnswer answer, TaskListener listener)
            throws IOException {
        if (answer.failure() != null) {
            throw new AbortException("[in-toto] cannot record " + DisplayText.of(directory.getRemote()) + ": "
                    + DisplayText.of(answer.failure()));
        }
        for (var warning : answer.warnings()) {
            listener.getLogger().println("[in-toto] left out: " + DisplayText.of(warning));
        }
        try (var in = new InflaterInputStream(new ByteArrayInputStream(answer.snapshot()))) {
            return Artifacts.readFrom(in, MOST_BYTES);
        } catch (MalformedSnapshotException e) {
            throw new AbortException("[in-toto] the agent's answer is " + e.getMessage());
        }
    }
}
