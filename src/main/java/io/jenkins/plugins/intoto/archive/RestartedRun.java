package io.jenkins.plugins.intoto.archive;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.flow.FlowCopier;

/**
 * Takes note of what a run that is restarted from a stage of another has got from it: the artifacts are copied, and steps that
 * run again may replace theirs.
 */
@Extension
public final class RestartedRun extends FlowCopier.ByRun {
    @Override
    public void copy(Run<?, ?> from, Run<?, ?> to, TaskListener listener) throws IOException {
        var original = from.getAction(RunState.class);
        if (original != null) {
            RunState.of(to).copied(original);
        }
    }
}
