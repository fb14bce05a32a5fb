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
        var answer = directory.act(new SnapshotCallable(request, listener));
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
