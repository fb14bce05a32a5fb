package io.jenkins.plugins.intoto.recording;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.agent.SnapshotRequest;
import io.jenkins.plugins.intoto.agent.WorkspaceSnapshots;
import io.jenkins.plugins.intoto.archive.LinkEnvironment;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.io.IOException;

/** Takes the snapshots of a step, and tells the console about them. */
final class StepSnapshots {
    private final String step;
    private final TaskListener listener;

    StepSnapshots(String step, TaskListener listener) {
        this.step = step;
        this.listener = listener;
    }

    /** What files are to a step. */
    enum Kind {
        /** There before its body. */
        MATERIAL,
        /** There after it. */
        PRODUCT;

        private String noun(int count) {
            return this == MATERIAL ? Messages.StepSnapshots_Materials(count) : Messages.StepSnapshots_Products(count);
        }
    }

    /**
     * Takes a snapshot.
     *
     * @param directory what is recorded
     * @param request which files, and how
     * @param kind what the files are to the step
     * @throws AbortException if a file is not fit for it
     * @throws IOException if the agent does not answer
     */
    Artifacts take(FilePath directory, SnapshotRequest request, Kind kind) throws IOException, InterruptedException {
        var node = LinkEnvironment.node(directory);
        long begin = System.nanoTime();
        try {
            var artifacts = WorkspaceSnapshots.take(directory, request, listener);
            var counts = request.patterns().counts().addAll(artifacts);
            var found = counts.counts().isEmpty() ? "" : ": " + DisplayText.of(counts.toString());
            Console.println(
                    listener,
                    Messages.StepSnapshots_Taken(
                            step,
                            artifacts.size(),
                            kind.noun(artifacts.size()),
                            node,
                            (System.nanoTime() - begin) / 1e9,
                            found));
            for (var pattern : counts.unmatched()) {
                Console.println(
                        listener, Messages.StepSnapshots_Unmatched(step, kind.noun(1), DisplayText.of(pattern)));
            }
            return artifacts;
        } catch (AbortException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(Messages.StepSnapshots_NoAnswer(kind.noun(2), step, node, e.getMessage()), e);
        }
    }
}
