package io.jenkins.plugins.intoto.recording;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.agent.SnapshotRequest;
import io.jenkins.plugins.intoto.agent.WorkspaceSnapshots;
import io.jenkins.plugins.intoto.archive.LinkEnvironment;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.io.IOException;
import java.util.Locale;

/** Takes the snapshots of a step, and tells the console about them. */
final class StepSnapshots {
    private final String step;
    private final TaskListener listener;

    StepSnapshots(String step, TaskListener listener) {
        this.step = step;
        this.listener = listener;
    }

    /**
     * Takes a snapshot.
     *
     * @param directory what is recorded
     * @param request which files, and how
     * @param kind what the files are to the step: a material or a product
     * @throws AbortException if a file is not fit for it
     * @throws IOException if the agent does not answer
     */
    Artifacts take(FilePath directory, SnapshotRequest request, String kind) throws IOException, InterruptedException {
        var node = LinkEnvironment.node(directory);
        long begin = System.nanoTime();
        try {
            var artifacts = WorkspaceSnapshots.take(directory, request, listener);
            var counts = request.patterns().counts().addAll(artifacts);
            listener.getLogger()
                    .println(String.format(
                            Locale.ROOT,
                            "[in-toto] step '%s': %,d %s on %s in %.1f s%s",
                            step,
                            artifacts.size(),
                            artifacts.size() == 1 ? kind : kind + "s",
                            node,
                            (System.nanoTime() - begin) / 1e9,
                            counts.counts().isEmpty() ? "" : ": " + DisplayText.of(counts.toString())));
            for (var pattern : counts.unmatched()) {
                listener.getLogger()
                        .println("[in-toto] step '" + step + "': warning: no " + kind + " matches "
                                + DisplayText.of(pattern));
            }
            return artifacts;
        } catch (AbortException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(
                    "[in-toto] the " + kind + "s of step '" + step + "' were not recorded: the node " + node
                            + " does not answer (" + e.getMessage() + ")",
                    e);
        }
    }
}
